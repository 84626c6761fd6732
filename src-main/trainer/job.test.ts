import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TrainingJob } from '#shared/contract/children.ts';
import { clipId } from '#shared/domain/ids.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { distributionsOf, readJob, targetsOf } from './job.ts';

const dir = mkdtempSync(join(tmpdir(), 'onset-job-'));
afterAll(() => rmSync(dir, { recursive: true }));

function jobOf(task: 'emotion' | 'intensity', targets: readonly (string | number)[]): TrainingJob {
  const clips = targets.map((target, index) => ({
    clipId: clipId.parse(index + 1),
    clipName: `EP${index}`,
    subject: 's1',
    target,
    distribution: null,
    firstFrame: 0,
    lastFrame: 0,
  }));
  const classes = task === 'emotion' ? ['fear', 'happiness'] : [];
  return {
    spec: defaultRunSpec(task),
    runDir: dir,
    packFile: 'p',
    classes,
    clips,
    folds: [],
    subjectIndependent: true,
    resume: false,
  };
}

test('a job is read as it was written', () => {
  const job = jobOf('emotion', ['fear']);
  const file = join(dir, 'job.json');
  writeFileSync(file, JSON.stringify(job));
  expect(readJob(file)).toEqual(job);
});

test('no file, no JSON and no job are told apart, each with the file', () => {
  expect(() => readJob(join(dir, 'none.json'))).toThrow(/Cannot read the job .*none\.json: ENOENT/);
  const file = join(dir, 'bad.json');
  writeFileSync(file, '{');
  expect(() => readJob(file)).toThrow(/Cannot read the job .*bad\.json/);
  writeFileSync(file, JSON.stringify({ ...jobOf('emotion', []), clips: 3 }));
  expect(() => readJob(file)).toThrow(/bad\.json is not a job: clips/);
});

test('targets: the index of the class, or the intensity', () => {
  expect(targetsOf(jobOf('emotion', ['happiness', 'fear']))).toEqual([1, 0]);
  expect(targetsOf(jobOf('intensity', [0.25, 1]))).toEqual([0.25, 1]);
});

test('a target that does not fit names its clip', () => {
  expect(() => targetsOf(jobOf('emotion', ['fear', 'awe']))).toThrow(
    'The clip EP1 is "awe", which is no class of the run.',
  );
  expect(() => targetsOf(jobOf('intensity', ['fear']))).toThrow('The clip EP0 has no intensity to learn');
});

test('distributions: of every clip, for every class, or of none', () => {
  const job = jobOf('emotion', ['fear', 'happiness']);
  expect(distributionsOf(job)).toBeNull();
  const withShares = (shares: (number[] | null)[]) => ({
    ...job,
    clips: job.clips.map((clip, index) => ({ ...clip, distribution: shares[index] ?? null })),
  });
  const both = [
    [1, 0],
    [0.25, 0.75],
  ];
  expect(distributionsOf(withShares(both))).toEqual(both);
  expect(() => distributionsOf(withShares([[1, 0], null]))).toThrow('The clip EP1 has no share');
  expect(() => distributionsOf(withShares([[1], [0, 1]]))).toThrow('The clip EP0 has no share');
});
