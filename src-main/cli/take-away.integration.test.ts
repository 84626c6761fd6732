import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { calls } from '#shared/contract/calls.ts';
import {
  createScratch,
  filesBelow,
  makeFacesProject,
  onset,
  onsetJson,
  readCsv,
  shapes,
  smallSpec,
} from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);
let run = '';
beforeAll(async () => {
  scratch.write({ 'small.json': smallSpec() });
  await makeFacesProject(scratch, 'study');
  const command = ['train', '--project', 'study', '--task', 'emotion', '--spec', 'small.json'];
  run = (await onsetJson(scratch, shapes.trained, ...command, '--split', 'kfold:2')).run;
});

test('export makes the folder it names, once', async () => {
  const command = ['export', run, '--project', 'study', '--out', 'taken'];
  const { dir, files } = await onsetJson(scratch, calls['runs.export'].output, ...command);
  expect(dir).toBe(scratch.path('taken'));
  expect(filesBelow(dir).sort()).toEqual([...files].sort());
  expect(files).toEqual(
    expect.arrayContaining(['MODEL_CARD.md', 'onnx/fold-1.onnx', 'tfjs/fold-0/model.json', 'spec.json']),
  );
  expect(readFileSync(scratch.path('taken', 'MODEL_CARD.md'), 'utf8')).toContain(run);
  const again = await onset(scratch, ...command);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain('taken is there already and not empty');
  const other = await onset(scratch, 'export', 'no-such-run', '--project', 'study', '--out', 'other');
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no run no-such-run') });
});

test('predict writes suggestions, which leave with the other labels under the name of a model', async () => {
  const command = ['predict', run, '--project', 'study'];
  const outcome = await onsetJson(scratch, calls['runs.predict'].output, ...command);
  expect(outcome).toMatchObject({ predicted: 12, heldOut: 12, leftOut: [] });
  const inWords = await onset(scratch, ...command);
  expect(inWords.stdout).toContain(
    `Model ${run} labelled 12 clips: 12 with the run's own held-out predictions, 0 with the mean of its models.`,
  );
  const written = ['labels', 'export', '--project', 'study', '--format', 'csv', '--out', 'labels.csv'];
  await onsetJson(scratch, z.unknown(), ...written);
  const rows = readCsv(scratch.path('labels.csv')).filter((row) => row['rater_kind'] === 'model');
  expect(rows).toHaveLength(12);
  expect(new Set(rows.map((row) => row['rater']))).toEqual(new Set([`Model ${run}`]));
});
