import { beforeAll, expect, test } from 'vitest';
import { selectBackend } from '../backends/index.ts';
import { createLoss } from '../losses/loss.ts';
import { availableBackends } from '../test-helper.ts';
import { describeHead, learnHead, withHead } from './head.ts';

const [best = 'wasm'] = await availableBackends();
beforeAll(() => selectBackend(best));

const HEAD = describeHead(
  {
    ...{ framesPerClip: 3, imageSize: 8, channels: 1, masked: false },
    layers: [{ kind: 'dense', name: 'head', units: 2, activation: 'linear' }],
  },
  2,
);
/** One clip of the second class among five of the first. */
const EMBEDDINGS = [
  [0, 1],
  [0, 0.9],
  [0.1, 1],
  [0, 1.1],
  [-0.1, 1],
  [1, 0],
];
const CLASSES = [0, 0, 0, 0, 0, 1];

const learn = (weightOfClips: Parameters<typeof learnHead>[3]['weightOfClips']) =>
  learnHead(
    HEAD,
    EMBEDDINGS,
    CLASSES,
    {
      ...{ neighbours: 3, headEpochs: 20, batchSize: 4, learningRate: 0.1, seed: 1 },
      ...{ loss: createLoss({ kind: 'cross-entropy', labelSmoothing: 0 }), optimizer: { kind: 'adam' } },
      ...{ weightOfClips, onLowered: () => {} },
    },
    new AbortController().signal,
  );

test('a head learns on equal classes, and weighs them as it is told', async () => {
  let seen: readonly number[] = [];
  const plain = await learn((yTrue) => {
    seen = yTrue;
    return null;
  });
  expect(seen.filter((label) => label === 1)).toHaveLength(5);
  // kernel [features, classes], then bias: class 0 lives on the second feature, class 1 on the first.
  const [first0 = 0, first1 = 0, second0 = 0, second1 = 0] = plain;
  expect(first1).toBeGreaterThan(first0);
  expect(second0).toBeGreaterThan(second1);
  expect(await learn(() => () => 1)).toEqual(plain);
  expect(await learn(() => (label) => (label === 0 ? 5 : 1))).not.toEqual(plain);
});

test('another head leaves the trunk as it is', () => {
  expect(withHead(new Float32Array([1, 2, 3, 4]), new Float32Array([8, 9]))).toEqual(
    new Float32Array([1, 2, 8, 9]),
  );
});
