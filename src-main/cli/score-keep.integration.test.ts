import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runId } from '#shared/domain/ids.ts';
import { createScratch, filesBelow, onset, onsetFailure, onsetJson, shapes } from './test-support.ts';

const scratch = createScratch();
afterAll(() => scratch.remove());
beforeAll(() => {
  scratch.write({ 'log.txt': 'casme2 sub01\nEP02_01f 0 0\nEP02_02 1 0\nsmic s01\ns01_1 2 2\nrubbish\n' });
});

const kept = z.looseObject({ run: runId, uf1: z.number(), uar: z.number(), accuracy: z.number() });
const shown = z.looseObject({
  ...{ run: runId, log: z.string(), spec: z.null(), folds: z.number(), clips: z.number() },
  metrics: z.looseObject({ uf1: z.number(), uar: z.number(), accuracy: z.number() }),
});

test('a log is scored, kept in a project that is made for it, and shown with the same figures', async () => {
  const { run, uf1, uar, accuracy } = await onsetJson(
    scratch,
    kept,
    ...['score', 'log.txt', '--keep', '--project', 'study'],
  );
  // Negative: 2TP/(2TP+FP+FN) = 2/3; positive: 0; surprise: 1.
  expect(uf1).toBeCloseTo(5 / 9, 12);
  const [row, ...others] = await onsetJson(scratch, shapes.runs, 'runs', '--project', 'study');
  expect([row?.id, row?.log, row?.headline, others]).toEqual([run, 'log.txt', uf1, []]);
  const show = await onsetJson(scratch, shown, 'show', run, '--project', 'study');
  expect(show).toMatchObject({ run, log: 'log.txt', folds: 2, clips: 3, metrics: { uf1, uar, accuracy } });
  const { stdout } = await onset(scratch, 'show', run, '--project', 'study');
  expect(stdout).toContain(`Run ${run}: emotion, 2 folds, 3 clips, from the published log log.txt.`);

  for (const command of [
    ['resume', run],
    ['predict', run],
    ['export', run, '--out', 'out'],
  ]) {
    const failure = await onsetFailure(scratch, ...command, '--project', 'study');
    expect(failure.message, command[0]).toMatch(/published log log\.txt: it was not trained here/);
  }
  expect(filesBelow(scratch.path('out'))).toEqual([]);
});

test('where to keep it is asked for, and nothing is kept unasked', async () => {
  expect(await onsetFailure(scratch, 'score', 'log.txt', '--keep')).toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('--project DIR'),
  });
  expect((await onsetFailure(scratch, 'score', 'log.txt', '--project', 'other')).message).toContain('--keep');
  expect(filesBelow(scratch.path('other'))).toEqual([]);
});
