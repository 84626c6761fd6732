import { expect, test } from 'vitest';
import { backendsUsed } from './backends-used.ts';

const NATIVE = 'tfjs-node 4.22.0 (TensorFlow 2.18.0), CPU, 2 threads';
const WASM = 'wasm 4.22.0, CPU, 1 thread';
const sitting = (backend: string) => [
  `2026-03-01T10:15:00.000Z Backend ${backend}. The best that works here. Not used: webgpu: no card.`,
  '2026-03-01T10:15:01.000Z fold 1, epoch 1: loss 0.5',
];

test('one sitting, one backend, with its version and device whatever they are made of', () => {
  expect(backendsUsed(sitting(NATIVE))).toEqual([NATIVE]);
  expect(backendsUsed(sitting(WASM))).toEqual([WASM]);
});

test('several sittings: each backend once', () => {
  const log = [WASM, NATIVE, NATIVE].flatMap(sitting);
  expect(backendsUsed(log)).toEqual([WASM, NATIVE]);
  expect(backendsUsed([...log, ...sitting(WASM)])).toEqual([WASM, NATIVE]);
});

test('a log without a backend names none', () => {
  expect(backendsUsed([])).toEqual([]);
  expect(backendsUsed(['2026-03-01T10:15:00.000Z No backend works here. Sorry.'])).toEqual([]);
});
