import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createScratch,
  filesBelow,
  makeFacesProject,
  onset,
  onsetFailure,
  onsetJson,
  outcomeOf,
  readCsv,
  type Scratch,
  SMALL,
  shapes,
  smallSpec,
  startOnset,
} from './test-support.ts';

let scratch: Scratch;
beforeAll(async () => {
  scratch = createScratch();
  scratch.write({ 'small.json': smallSpec() });
  await makeFacesProject(scratch, 'study');
});
afterAll(() => scratch.remove());

const EPOCHS = '30';
const TRAIN = ['train', '--project', 'study', '--task', 'emotion', '--split', 'kfold:2', '--epochs', EPOCHS];
const runs = () => onsetJson(scratch, shapes.runs, 'runs', '--project', 'study');

/** Starts a training and gives it `signal` once it has a checkpoint. */
async function stoppedBy(signal: 'SIGINT' | 'SIGKILL') {
  const child = startOnset(scratch, [...TRAIN, ...SMALL]);
  const ended = outcomeOf(child);
  const { pid } = child;
  if (pid === undefined) throw new Error('It did not start.');
  const checkpoints = () =>
    filesBelow(scratch.path('study', 'runs')).filter((file) => file.endsWith('under-way.bin'));
  await expect.poll(checkpoints, { timeout: 60_000, interval: 20 }).toHaveLength(1);
  process.kill(signal === 'SIGINT' ? -pid : pid, signal);
  return ended;
}

test('a run that the program was killed in is interrupted; resumed, it ends as one that was never', async () => {
  const whole = await onsetJson(scratch, shapes.trained, ...TRAIN, ...SMALL);
  await stoppedBy('SIGKILL');
  const [interrupted] = await runs();
  expect(interrupted).toMatchObject({
    status: 'interrupted',
    failure: 'The program ended before the run did.',
  });
  const id = String(interrupted?.id);
  const shown = await onsetFailure(scratch, 'show', id, '--project', 'study');
  expect([shown.exit, shown.message]).toEqual([
    1,
    expect.stringContaining(`Go on with it: onset resume ${id} --project study`),
  ]);

  const resumed = await onsetJson(scratch, shapes.trained, 'resume', id, '--project', 'study');
  expect({ ...resumed, run: whole.run, seconds: whole.seconds }).toEqual(whole);
  const predictionsOf = (run: string) => readCsv(scratch.path('study', 'runs', run, 'predictions.csv'));
  expect(predictionsOf(resumed.run)).toEqual(predictionsOf(whole.run));
  const again = await onsetFailure(scratch, 'resume', id, '--project', 'study');
  expect([again.exit, again.message]).toEqual([1, `The run ${id} is done: there is nothing to resume.`]);
});

test('ctrl-C cancels a run and keeps what it learned; progress of the rest is on stderr', async () => {
  const ended = await stoppedBy('SIGINT');
  const [cancelled] = await runs();
  expect(cancelled?.status).toBe('cancelled');
  const hint = `The run ${cancelled?.id} was cancelled. Go on with it: onset resume ${cancelled?.id} --project study`;
  expect(ended.stderr).toContain(hint);
  expect(await onsetFailure(scratch, 'show', String(cancelled?.id), '--project', 'study')).toMatchObject({
    exit: 1,
    message: hint,
  });
  const { code, stdout, stderr } = await onset(
    scratch,
    'resume',
    String(cancelled?.id),
    '--project',
    'study',
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Run \d{8}-\d{6}-emotion.*: emotion, 2 folds, 12 clips, wasm/);
  expect(stderr).toMatch(/Starting|Packing|epoch/);
  expect((await runs())[0]?.status).toBe('done');
});

test('a run that is not there is named', async () => {
  const failure = await onsetFailure(scratch, 'resume', 'nothing', '--project', 'study');
  expect(failure).toMatchObject({ exit: 2, message: 'There is no run nothing in this project.' });
});
