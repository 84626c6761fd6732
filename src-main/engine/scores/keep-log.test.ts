import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCatalog } from '#main/catalog/index.ts';
import { addSamples, temporaryFolder } from '#main/catalog/test-support.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { taskId } from '#shared/domain/ids.ts';
import type { Engine } from '../engine.ts';
import { sampleProject, temporaryEngine } from '../test-support.ts';
import { scoreLog } from './score-log.ts';

/** Truth 0: 3 clips, 2 found. Truth 1: 2 clips, 1 found. Truth 2: 1 clip, found; class 2 is said twice. */
const LOG =
  'casme2 sub01\nEP02_01f 0 0\nEP02_02 0 2\nEP02_03 1 1\nsamm 006\n006_1_1 0 0\n006_1_2 1 0\n006_1_3 2 2\nnonsense\n';

/** As the composite's list names clips of the log; the last one is another subject's. */
const MANIFEST = 'casme2,sub01,EP02_02,0\nsamm,6,006_1_3,2\nsamm,7,006_1_1,0\n';

function written(text: string): string {
  const file = join(temporaryFolder(), 'published.txt');
  writeFileSync(file, text);
  return file;
}

/** Brings in SAMM's subject 6 without its zeros and with one of its clips, whose names are their keys. */
function addClipOfSamm(dir: string): void {
  const catalog = openCatalog(join(dir, 'catalog.sqlite'), { mode: 'write' });
  addSamples(catalog, [{ name: '006_1_2', subject: '6', dataset: 'SAMM' }], []);
  catalog.close();
}

async function openEmpty(): Promise<{ engine: Engine; dir: string }> {
  const { engine } = temporaryEngine();
  const dir = join(temporaryFolder(), 'study');
  await engine.call('projects.create', { dir });
  return { engine, dir };
}

const reviewed = (engine: Engine, runId: RunId) => engine.call('runs.review', { runId });

describe('a published log that is kept', () => {
  it('is reviewed in a project that has none of its clips, and adds nothing to it', async () => {
    const { engine, dir } = await openEmpty();
    const file = written(LOG);
    const { runId, skipped } = await engine.call('runs.keepLog', { file });
    expect(skipped).toEqual([{ line: 9, reason: expect.stringContaining('nonsense') }]);

    const review = await reviewed(engine, runId);
    expect(review.predictions.map(({ clipId }) => clipId)).toEqual(Array(6).fill(null));
    expect(review.predictions[4]).toEqual({
      ...{ clipId: null, clipName: '006_1_2', dataset: 'samm', subject: '006', fold: 1 },
      ...{ truth: 'positive', prediction: 'negative', confidence: null, probabilities: null },
    });
    expect(review).toMatchObject({ staleClipIds: [], log: { file: 'published.txt', skippedLines: 1 } });
    expect(review.figures).toMatchObject({
      classes: ['negative', 'positive', 'surprise'],
      confusion: [
        [2, 0, 1],
        [1, 1, 0],
        [0, 0, 1],
      ],
      accuracy: 4 / 6,
    });
    const [row, ...others] = await engine.call('runs.list', {});
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      id: runId,
      status: 'done',
      foldCount: 2,
      clipCount: 6,
      log: 'published.txt',
    });
    expect(row?.headline).toBeCloseTo((4 / 6 + 2 / 3 + 2 / 3) / 3, 12);

    expect(await engine.call('raters.list', {})).toEqual([]);
    expect(await engine.call('projects.current', {})).toMatchObject({ clipCount: 0, labelCount: 0 });
    expect(readFileSync(join(dir, 'runs', runId, 'megc-log.txt'), 'utf8')).toBe(LOG);
  });

  it('leads to the clips that the project has, also to those that come later', async () => {
    const { engine, dir } = await openEmpty();
    const { runId } = await engine.call('runs.keepLog', { file: written(LOG) });
    await engine.call('projects.close', {});
    addClipOfSamm(dir);
    await engine.call('projects.open', { dir });
    const { predictions } = await reviewed(engine, runId);
    const found = predictions.filter(({ clipId }) => clipId !== null);
    expect(found.map(({ clipName, subject }) => [clipName, subject])).toEqual([['006_1_2', '006']]);
    const [{ clipId } = { clipId: null }] = found;
    if (clipId === null) throw new Error('It was found.');
    const { clip } = await engine.call('clips.detail', { clipId, raterId: null });
    expect(clip).toMatchObject({ name: '006_1_2', subject: '6' });
  });

  it('leads to clips that come in while it is looked at', async () => {
    const { engine } = await openEmpty();
    const { runId } = await engine.call('runs.keepLog', { file: written(LOG) });
    const found = async () =>
      (await reviewed(engine, runId)).predictions
        .filter(({ clipId }) => clipId !== null)
        .map((p) => p.clipName);
    expect(await found()).toEqual([]);
    const source = join(temporaryFolder(), 'manifest.csv');
    writeFileSync(source, MANIFEST);
    const task = taskId.parse('t');
    const request = { kind: 'megc', source } as const;
    const { planId } = await engine.call('imports.preview', { request, taskId: task });
    await engine.call('imports.run', { planId, taskId: task });
    expect(await found()).toEqual(['EP02_02', '006_1_3']);
  });

  it('has the figures of its score to the last digit, whatever the log', async () => {
    const { engine } = await openEmpty();
    const value = fc.constantFrom(0, 1, 2);
    const fold = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(fold, { minLength: 1, maxLength: 5 }), async (folds) => {
        const lines = folds.flatMap((rows, i) => [
          `${i % 2 === 0 ? 'casme2' : 'smic'} s${i}`,
          ...rows.map(([truth, said], j) => `c${i}_${j} ${truth} ${said}`),
        ]);
        const file = written(lines.join('\n'));
        const { uf1, uar, accuracy, confusion, n } = await scoreLog(file);
        const { runId } = await engine.call('runs.keepLog', { file });
        const { figures, predictions } = await reviewed(engine, runId);
        expect(figures).toMatchObject({ uf1, uar, accuracy, confusion });
        expect(predictions).toHaveLength(n);
        const row = (await engine.call('runs.list', {})).find(({ id }) => id === runId);
        expect([row?.headline, row?.foldCount]).toEqual([uf1, folds.length]);
      }),
      { numRuns: 25 },
    );
  });

  it('is refused in words by what only a training can do, and is no model that the queue asks', async () => {
    const { engine } = await openEmpty();
    const { runId } = await engine.call('runs.keepLog', { file: written(LOG) });
    const task = taskId.parse('t');
    const { id: raterId } = await engine.call('raters.enter', { name: 'Ada' });
    const attempts = [
      () => engine.call('runs.show', { runId }),
      () => engine.call('runs.log', { runId, maxLines: 5 }),
      () => engine.call('runs.cancel', { runId }),
      () => engine.call('runs.resume', { runId }),
      () => engine.call('runs.export', { runId, dir: join(temporaryFolder(), 'out'), taskId: task }),
      () => engine.call('runs.predict', { runId, clipIds: null, taskId: task }),
      () => engine.call('queues.clips', { queue: 'model-disagrees', raterId, runId }),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/is the published log published\.txt: it was not trained here/),
      });
    const asked = { queue: 'model-disagrees', raterId } as const;
    expect(await engine.call('queues.clips', asked)).toEqual({ ids: [] });
  });

  it('is none of a file that cannot be read, or that cannot be kept: nothing is left behind', async () => {
    const { engine } = temporaryEngine();
    const dir = await sampleProject();
    await engine.call('projects.open', { dir });
    const attempt = (file: string) => engine.call('runs.keepLog', { file });
    await expect(attempt(written('\n'))).rejects.toThrow(/published\.txt is empty/);
    await expect(attempt('log.txt')).rejects.toThrow(/not an absolute path/);
    await expect(attempt(join(dir, 'no.txt'))).rejects.toBeInstanceOf(OnsetError);
    expect(await engine.call('runs.list', {})).toEqual([]);
  });
});
