import { renameSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { calls } from '#shared/contract/calls.ts';
import { createScratch, makeFacesProject, onset, onsetFailure, onsetJson, readJson } from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);
beforeAll(() => makeFacesProject(scratch, 'study'));

const relinked = calls['media.relink'].output.strict();
const labels = async (file: string) => {
  const command = ['labels', 'export', '--project', 'study', '--format', 'json', '--out', file];
  await onsetJson(scratch, z.unknown(), ...command);
  return readJson(z.unknown(), scratch.path(file));
};

test('clips are found in the folder named, frames can be written again, labels are the same', async () => {
  const before = await labels('before.json');
  renameSync(scratch.path('faces'), scratch.path('moved'));
  const gone = await onsetFailure(scratch, 'frames', '--project', 'study', '--clip', 'S1_1', '--out', 'out');
  expect(gone).toMatchObject({ exit: 2 });
  expect(gone.message).toContain('is not there: was it moved');
  const outcome = await onsetJson(scratch, relinked, 'relink', 'moved', '--project', 'study');
  expect(outcome).toMatchObject({ missing: [], different: [] });
  expect(outcome.found).toHaveLength(12);
  expect(await labels('after.json')).toEqual(before);
  const command = ['frames', '--project', 'study', '--clip', 'S1_1', '--out', 'out'];
  expect((await onset(scratch, ...command)).code).toBe(0);
  const again = await onset(scratch, 'relink', 'moved', '--project', 'study');
  expect(again).toMatchObject({ code: 0, stdout: 'The media of all clips are where they were.\n' });
});

test('a folder that is not there exits with 2', async () => {
  const failure = await onsetFailure(scratch, 'relink', 'nowhere', '--project', 'study');
  expect(failure).toMatchObject({ exit: 2, code: 'bad-input' });
  expect(failure.message).toContain('nowhere cannot be read: it does not exist');
});
