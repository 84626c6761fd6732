import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openCatalog } from '#main/catalog/index.ts';
import { addSamples, temporaryFolder } from '#main/catalog/test-support.ts';
import type { AgreementRequest } from '#shared/domain/agreement.ts';
import { taskId } from '#shared/domain/ids.ts';
import { temporaryEngine } from '../test-support.ts';

/** Four clips of each subject; A's apex is 3 frames before B's for the second subject, 6 for the third, and so on. */
async function engineWith(subjects: readonly (string | null)[]) {
  const dir = join(temporaryFolder(), 'study');
  const maker = temporaryEngine().engine;
  await maker.call('projects.create', { dir });
  await maker.close();
  const catalog = openCatalog(join(dir, 'catalog.sqlite'), { mode: 'write' });
  const clips = subjects.flatMap((subject, i) =>
    [0, 1, 2, 3].map((n) => ({ name: `${i} ${n}`, subject, frames: 100, distance: i * 3 })),
  );
  addSamples(
    catalog,
    clips.map(({ distance: _, ...clip }) => clip),
    clips.flatMap(({ name, distance }) => [
      { clip: name, rater: 'A', apex: 10, intensity: 0.5 },
      { clip: name, rater: 'B', apex: 10 + distance, intensity: 0.5 },
    ]),
  );
  catalog.close();
  const { engine, events } = temporaryEngine();
  await engine.call('projects.open', { dir });
  return { engine, events };
}

const request = (kind: AgreementRequest['kind']): AgreementRequest => ({
  ...{ kind, raters: null, clipIds: null, round: null, classMap: null, raterId: null },
});
const newTask = () => taskId.parse(crypto.randomUUID());

it('subjects are drawn with all their clips', async () => {
  const { engine, events } = await engineWith(['s1', 's2', 's3']);
  const asked = { request: request('apex'), resamples: 400, seed: 1, taskId: newTask() };
  const found = await engine.call('agreement.intervals', asked);
  const [distance] = found.figures;
  // The mean of three draws of 0, 3 and 6: 0 in one of 27 samples, 1 in three of them. Of clips it would hardly be below 1.5.
  expect(distance).toMatchObject({ name: 'Mean absolute difference', value: 3 });
  expect(distance?.interval?.low).toBeLessThanOrEqual(1);
  expect(distance?.interval?.high).toBeGreaterThanOrEqual(5);
  expect(distance?.intervalBy).toBe('400 resamples of subjects');
  // Of one pair it is the same figure over the same samples, and the bias is the difference with its sign.
  expect(found.pairs[0]?.headline.interval).toEqual(distance?.interval);
  const { low = 0, high = 0 } = found.raters[0]?.bias?.interval ?? {};
  expect([0 - high, 0 - low]).toEqual([distance?.interval?.low, distance?.interval?.high]);
  expect(found.notes.join()).toContain('only 3 subjects');
  expect(await engine.call('agreement.intervals', { ...asked, taskId: newTask() })).toEqual(found);
  expect(events.some((event) => event.type === 'task' && event.task.state === 'done')).toBe(true);
});

it('clips are drawn where a subject is not known, and it says so', async () => {
  const { engine } = await engineWith(['s1', 's2', null]);
  const asked = { request: request('apex'), resamples: 400, seed: 1, taskId: newTask() };
  const { figures, notes } = await engine.call('agreement.intervals', asked);
  const [distance] = figures;
  expect(distance?.intervalBy).toBe('400 resamples of clips');
  expect(distance?.interval?.low).toBeGreaterThan(1);
  expect(distance?.interval?.high).toBeLessThan(5);
  expect(notes.join()).toContain('the subject of 4 of 12 clips is not known');
});

it('what is undefined stays without an interval', async () => {
  const { engine } = await engineWith(['s1', 's2', 's3']);
  const asked = { request: request('intensity'), resamples: 100, seed: 1, taskId: newTask() };
  const { figures } = await engine.call('agreement.intervals', asked);
  for (const { value, interval } of figures) expect([value, interval]).toEqual([null, null]);
});

it('is cancelled soon, while other calls are answered', async () => {
  const { engine } = await engineWith(['s1', 's2', 's3']);
  const asked = { request: request('apex'), resamples: 100_000, seed: 1, taskId: newTask() };
  const running = engine.call('agreement.intervals', asked);
  running.catch(() => {});
  expect(await engine.call('raters.list', {})).toHaveLength(2);
  await engine.call('tasks.cancel', { taskId: asked.taskId });
  await expect(running).rejects.toThrow(/cancelled/);
});

it('a pair is two raters', async () => {
  const { engine } = await engineWith(['s1', 's2', 's3']);
  const [a, b] = (await engine.call('raters.list', {})).map(({ id }) => id);
  if (a === undefined || b === undefined) throw new Error('There are two raters.');
  const pair = await engine.call('agreement.pair', { request: request('apex'), a, b });
  expect(pair.clips.map(({ difference }) => difference)).toEqual([
    ...[-6, -6, -6, -6],
    ...[-3, -3, -3, -3],
    0,
    0,
    0,
    0,
  ]);
  await expect(engine.call('agreement.pair', { request: request('apex'), a, b: a })).rejects.toThrow(
    /two raters/,
  );
});
