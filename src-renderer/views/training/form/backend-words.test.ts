import { expect, test } from 'vitest';
import { backendHint, backendProblem, whyNoFaster } from './backend-words.ts';

const report = { device: null, whyNot: null, available: true, chosen: false };
const reports = [
  { ...report, name: 'tfjs-node-gpu', available: false, whyNot: 'There is no NVIDIA card.' },
  { ...report, name: 'tfjs-node', device: 'CPU, 2 threads', chosen: true },
  { ...report, name: 'wasm', device: 'CPU, 1 thread' },
] as const;

test('the hint is of the backend that is chosen', () => {
  expect(backendHint('auto', reports)).toBe('Uses tfjs-node on CPU, 2 threads.');
  expect(backendHint('wasm', reports)).toBe('Uses wasm on CPU, 1 thread.');
  expect(backendHint('tfjs-node-gpu', reports)).not.toContain('Uses');
});

test('of the faster ones it is told why not', () => {
  expect(whyNoFaster(reports)).toBe('No tfjs-node-gpu: There is no NVIDIA card.');
  expect(whyNoFaster([])).toBe('');
});

test('one that is not there is a problem, and why', () => {
  expect(backendProblem('tfjs-node-gpu', reports)).toBe(
    'tfjs-node-gpu is not there. There is no NVIDIA card.',
  );
  expect(backendProblem('wasm', reports)).toBeNull();
  expect(backendProblem('auto', reports)).toBeNull();
  expect(backendProblem('tfjs-node-gpu', [])).toBeNull();
});
