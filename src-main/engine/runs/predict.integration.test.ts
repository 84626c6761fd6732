import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import { taskId } from '#shared/domain/ids.ts';
import { allClipIds, makeTestProject, smallSpec, type TestProject } from './test-support.ts';
import { trainToEnd } from './train-to-end.ts';

const asTask = () => ({ taskId: taskId.parse(crypto.randomUUID()) });

/** A run on the clips of all subjects but S5 and S6, who are then new to it. */
async function trainedWithoutTwo(): Promise<{ project: TestProject; id: RunId; newIds: ClipId[] }> {
  const project = await makeTestProject();
  const ids = await allClipIds(project);
  const rows = await project.engine.call('clips.rows', { ids, raterId: null });
  const isNew = (subject: string | null) => subject === 'S5' || subject === 'S6';
  const known = rows.filter(({ subject }) => !isNew(subject)).map(({ id }) => id);
  const spec = smallSpec('emotion', { clipIds: known, split: { kind: 'kfold', folds: 2 } });
  const { detail } = await trainToEnd(project.engine, spec);
  const newIds = rows.filter(({ subject }) => isNew(subject)).map(({ id }) => id);
  return { project, id: detail.id, newIds };
}

const predict = ({ engine }: TestProject, runId: RunId, clipIds: ClipId[] | null = null) =>
  engine.call('runs.predict', { runId, clipIds, ...asTask() });

/** The labels of a clip by its rater's name. */
async function labelsOf({ engine }: TestProject, clipId: ClipId) {
  const { labels } = await engine.call('clips.detail', { clipId, raterId: null });
  return new Map(labels.map((label) => [label.raterName, label]));
}

/** All that is made of labels: what lists, facets and a new run would see. */
async function seenByOthers(project: TestProject) {
  const { engine } = project;
  const sort = { by: 'emotion' as const, direction: 'ascending' as const };
  const query = await engine.call('clips.query', { filter: {}, sort, raterId: null });
  const rows = await engine.call('clips.rows', { ids: query.ids, raterId: null });
  const plan = await engine.call('runs.plan', { spec: smallSpec('emotion') });
  const runs = await engine.call('runs.list', {});
  const current = await engine.call('projects.current', {});
  return {
    query,
    labels: current?.labelCount,
    rows,
    plan: { ...plan, estimatedSeconds: null },
    stale: runs.map((run) => run.staleClipCount),
  };
}

describe('predict', () => {
  it('labels every clip as the model rater: held out with that prediction, new ones with the mean', async () => {
    const { project, id, newIds } = await trainedWithoutTwo();
    const before = await seenByOthers(project);
    const outcome = await predict(project, id);
    expect(outcome).toMatchObject({ predicted: 12, heldOut: 8, leftOut: [] });
    expect(outcome.rater).toMatchObject({ name: `Model ${id}`, kind: 'model', labelCount: 12 });

    const { predictions } = await project.engine.call('runs.review', { runId: id });
    for (const { clipId, prediction, confidence, fold } of predictions) {
      if (clipId === null) throw new Error('A run that was trained here has its clips.');
      const label = (await labelsOf(project, clipId)).get(outcome.rater.name);
      expect(label?.emotion).toBe(prediction);
      expect(label?.note).toBe(
        `Probability ${confidence?.toFixed(2)}. Held-out prediction of the model of fold ${fold + 1}, which never saw the clip's subject.`,
      );
    }
    for (const clipId of newIds) {
      const labels = await labelsOf(project, clipId);
      expect(labels.get(outcome.rater.name)?.note).toMatch(
        /^Probability 0\.\d\d\. Mean over 2 models; none was trained with the clip or, where it is known, its subject\.$/,
      );
      expect(labels.size).toBe(2);
    }
    // A suggestion is no opinion: nothing else changes.
    expect(await seenByOthers(project)).toEqual(before);
  });

  it('again, replaces only what it said itself, and changes nothing where nothing is new', async () => {
    const { project, id, newIds } = await trainedWithoutTwo();
    const [clipId] = newIds;
    if (clipId === undefined) throw new Error('There is no new clip.');
    const { id: raterId } = await project.engine.call('raters.enter', { name: 'Ana' });
    const change = { emotion: 'anger', intensity: 0.3 };
    await project.engine.call('labels.set', { clipId, raterId, change, mergeKey: null });
    const said = (await labelsOf(project, clipId)).get('Ana');
    expect((await predict(project, id, [clipId])).predicted).toBe(1);
    const history = await project.engine.call('labels.history', { clipId, raterId });
    await predict(project, id, [clipId, clipId]);
    expect(await project.engine.call('labels.history', { clipId, raterId })).toEqual(history);
    expect((await labelsOf(project, clipId)).get('Ana')).toEqual(said);
    expect((await project.engine.call('labels.undoState', { raterId })).undo).toContain('anger');
  });

  it('lists clips whose frames are gone, and predicts the others', async () => {
    const { project, id, newIds } = await trainedWithoutTwo();
    renameSync(join(project.framesDir, 'anger', 'S5_1_2.png'), join(project.framesDir, 'gone.png'));
    const outcome = await predict(project, id);
    expect(outcome).toMatchObject({ predicted: 11, heldOut: 8 });
    expect(outcome.leftOut).toEqual([
      {
        clipId: expect.toBeOneOf(newIds),
        clipName: expect.any(String),
        reason: expect.stringContaining('S5_1_2.png'),
      },
    ]);
  });

  it('refuses where a person bears the name, and writes nothing once cancelled', async () => {
    const { project, id, newIds } = await trainedWithoutTwo();
    const task = asTask();
    const cancelled = project.engine.call('runs.predict', { runId: id, clipIds: newIds, ...task });
    await project.engine.call('tasks.cancel', task);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const { id: raterId } = await project.engine.call('raters.enter', { name: `model ${id}` });
    await expect(predict(project, id)).rejects.toThrow(`There is a person named Model ${id}`);
    const raters = await project.engine.call('raters.list', {});
    expect(raters.filter(({ kind }) => kind === 'model')).toEqual([]);
    expect(raters.find((rater) => rater.id === raterId)?.labelCount).toBe(0);
  });
});
