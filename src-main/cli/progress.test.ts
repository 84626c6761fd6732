import { expect, test } from 'vitest';
import { createProgress, progressLine } from './progress.ts';

function fakeStream(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, columns: 60, write: (text: string) => written.push(text) > 0 };
}

test('a line says share, message and time left', () => {
  expect(progressLine('Fold 2 of 5', 0.25, 8)).toBe(
    '[######..................]  25 %  Fold 2 of 5  (8 s left)',
  );
  expect(progressLine('Reading', null, null)).toBe('Reading');
});

test('off a terminal a line is written at most every five seconds', () => {
  const stream = fakeStream(false);
  let clockMs = 0;
  const progress = createProgress(stream, () => clockMs);
  for (const atMs of [0, 1000, 4999, 5000, 6000]) {
    clockMs = atMs;
    progress.show(`at ${atMs}`, null, null);
  }
  progress.end();
  expect(stream.written).toEqual(['at 0\n', 'at 5000\n']);
});

test('on a terminal the bar is drawn in place, cut to its width, and cleared', () => {
  const stream = fakeStream(true);
  const progress = createProgress(stream);
  progress.show('x'.repeat(100), null, null);
  progress.end();
  expect(stream.written[0]?.replace('\r\u001b[K', '')).toHaveLength(59);
  expect(stream.written[1]).toBe('\r\u001b[K');
});
