import { beforeEach, expect, it, vi } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import { addSamples, temporaryCatalog, temporaryFolder } from '#main/catalog/test-support.ts';
import { emptyMedia } from '#main/engine/test-support.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunStatus } from '#shared/domain/run.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import type { OpenProject } from '../project.ts';
import { saveNewRun } from './folder.ts';
import { freezeRun } from './freeze.ts';
import { queueOf } from './queue.ts';

const NAMES = ['c1', 'c2', 'c3', 'c4'];

let catalog: Catalog;
/** Where it is full, no end of a run is saved. */
let isDiskFull: boolean;
let project: OpenProject;
let told: RunStatus[];

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  catalog = temporaryCatalog();
  addSamples(
    catalog,
    NAMES.map((name) => ({ name, subject: name })),
    NAMES.map((clip, i) => ({ clip, rater: 'A', emotion: i < 2 ? 'fear' : 'anger' })),
  );
  isDiskFull = false;
  told = [];
  const { runs } = catalog.write;
  const unlessFull = (save: () => void) => {
    if (isDiskFull) throw new OnsetError('internal', 'The disk is full.');
    save();
  };
  const ends: Pick<typeof runs, 'fail' | 'cancel'> = {
    fail: (id, failure) => unlessFull(() => runs.fail(id, failure)),
    cancel: (id) => unlessFull(() => runs.cancel(id)),
  };
  project = {
    dir: temporaryFolder(),
    readOnly: false,
    catalog: { ...catalog, write: { ...catalog.write, runs: { ...runs, ...ends } } },
    media: {
      ...emptyMedia(),
      pack: async () => {
        throw new OnsetError('not-found', 'The frames are gone.');
      },
    },
    whenClosing: () => {},
  };
});

const queue = () =>
  queueOf({
    project: () => project,
    emit: (event) => {
      if (event.type === 'run') told.push(event.status);
    },
  });

/** Adds a run, which fails at once, since there are no frames. */
function addRun(minute: number): RunId {
  const { frozen } = freezeRun(catalog, { ...defaultRunSpec('emotion'), split: { kind: 'loso' } });
  const now = new Date(Date.UTC(2026, 0, 1, 0, minute));
  const id = saveNewRun(project.dir, frozen, now);
  const waiting = queue();
  catalog.write.runs.create({ ...frozen, id, createdAt: now.toISOString() });
  waiting.add({ id, frozen, resume: false });
  return id;
}
const stateOf = (id: RunId) => {
  const run = catalog.read.runs.get(id);
  return [run?.status, run?.failure];
};

it('ends that the disk did not take are saved when the queue is next asked for', async () => {
  isDiskFull = true;
  const failing = addRun(1);
  const cancelled = addRun(2);
  await queue().cancel(cancelled);
  await vi.waitFor(() => expect(queue().has(failing)).toBe(false));
  expect(told).toEqual(expect.arrayContaining(['failed', 'cancelled']));
  expect([stateOf(failing), stateOf(cancelled)]).toEqual([
    ['preparing', null],
    ['queued', null],
  ]);
  isDiskFull = false;
  expect(queue().has(failing)).toBe(false);
  expect([stateOf(failing), stateOf(cancelled)]).toEqual([
    ['failed', 'The frames are gone.'],
    ['cancelled', null],
  ]);
});

it('an end that was not saved is nothing any more once the run is added again', async () => {
  isDiskFull = true;
  const id = addRun(1);
  await vi.waitFor(() => expect(queue().has(id)).toBe(false));
  const { frozen } = freezeRun(catalog, { ...defaultRunSpec('emotion'), split: { kind: 'loso' } });
  catalog.write.runs.requeue(id);
  queue().add({ id, frozen, resume: true });
  expect(queue().has(id)).toBe(true);
  isDiskFull = false;
  queue();
  expect(stateOf(id)).toEqual(['preparing', null]);
  await vi.waitFor(() => expect(stateOf(id)[0]).toBe('failed'));
});
