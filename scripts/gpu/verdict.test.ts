import { expect, test } from 'vitest';
import { EXIT, exitOfTrial, gradientsInWords, tooFarOff } from './verdict.ts';

const right = { name: 'intensity, mse', stray: 2e-6 };
const wrong = { name: 'emotion, kl', stray: 0.002 };
const none = { name: 'emotion, focal', stray: Number.NaN };

test('more than 1e-3 is too far, and so is no number', () => {
  expect(tooFarOff([right, { name: 'just', stray: 1e-3 }])).toEqual([]);
  expect(tooFarOff([right, wrong, none])).toEqual([wrong, none]);
});

test('the words name the largest difference, or every one that is too far off', () => {
  expect(gradientsInWords([right, { name: 'other', stray: 1e-7 }])).toBe(
    "gradients of 2 models and losses are cpu's within 2.0e-6",
  );
  expect(gradientsInWords([right, wrong, none])).toBe(
    "GRADIENTS ARE WRONG, more than 0.001 from cpu's: emotion, kl: off by 2.0e-3; emotion, focal: off by NaN",
  );
});

test('a backend that fails its trial is wrong; one that is not there is no failure', () => {
  const absent = { loaded: null, whyNot: 'No card.', fix: null, failed: false, holdsProcess: false };
  const loaded = { tfName: 'webgpu', version: '4.22.0', device: 'a card', memoryMiB: null } as const;
  expect(exitOfTrial({ ...absent, failed: true })).toBe(EXIT.wrong);
  expect(exitOfTrial(absent)).toBe(EXIT.notThere);
  expect(exitOfTrial({ loaded, whyNot: null, fix: null })).toBe(EXIT.right);
});
