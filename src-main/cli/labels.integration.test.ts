import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleReport } from '#shared/domain/bundle.ts';
import { importReport } from '#shared/domain/import.ts';
import { createScratch, onset, onsetFailure, onsetJson, picture, readJson, shapes } from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);

const merged = z.strictObject({ ...bundleReport.shape, kind: z.literal('bundle'), written: z.boolean() });
const imported = z.strictObject({ ...importReport.shape, kind: z.literal('labels'), written: z.boolean() });
const exported = z.array(z.looseObject({ clip_key: z.string(), rater: z.string() }));

const into = (project: string) => ['--project', project];
/** Ana's label of the clip `fear/1`, as our own JSON has it. */
const anaSays = (intensity: number, updated_at: string) =>
  JSON.stringify([{ clip: 'fear/1', rater: 'Ana', rater_kind: 'person', intensity, updated_at }]);

beforeAll(async () => {
  scratch.write({
    'faces/fear/1.png': picture(1),
    'faces/anger/2.png': picture(2),
    'ana.json': anaSays(0.25, '2026-01-01T00:00:00.000Z'),
    'cut.json': anaSays(0.25, '2026-01-01T00:00:00.000Z').slice(0, -9),
    'other.json': '{"hello": 1}',
  });
  for (const project of ['one', 'two'])
    await onsetJson(
      scratch,
      shapes.imported,
      'import',
      'faces',
      '--as',
      'folder-per-class',
      ...into(project),
    );
});

test('labels go out as JSON, and back in; a dry run writes nothing', async () => {
  const dry = await onsetJson(scratch, imported, 'labels', 'import', 'ana.json', ...into('one'), '--dry-run');
  expect(dry).toMatchObject({ written: false, added: { labels: 1 }, skipped: [] });
  const done = await onsetJson(scratch, imported, 'labels', 'import', 'ana.json', ...into('one'));
  expect(done).toMatchObject({ written: true, added: { labels: 1 } });
  const again = await onsetJson(scratch, imported, 'labels', 'import', 'ana.json', ...into('one'));
  expect(again.added.labels).toBe(0);
  const out = ['labels', 'export', ...into('one'), '--format', 'json', '--out', 'out.json', '--rater', 'ana'];
  expect(await onsetJson(scratch, shapes.exported, ...out)).toEqual({
    file: scratch.path('out.json'),
    labels: 1,
    losses: [],
  });
  expect(readJson(exported, scratch.path('out.json'))).toMatchObject([
    {
      clip: 'fear/1',
      rater: 'Ana',
      rater_kind: 'person',
      intensity: 0.25,
      updated_at: '2026-01-01T00:00:00.000Z',
    },
  ]);
});

test('says what a format cannot keep before it writes', async () => {
  const out = ['labels', 'export', ...into('one'), '--format', 'megc-manifest', '--out', 'megc.csv'];
  const { code, stdout, stderr } = await onset(scratch, ...out);
  expect([code, stdout]).toEqual([0, `0 labels are in ${scratch.path('megc.csv')}.\n`]);
  expect(stderr).toContain('1 label with an intensity: it is left out.');
  expect(stderr).toContain('2 clips without a data set or a subject: left out.');
});

test('a bundle goes to another project; what both sides said is shown', async () => {
  const bundle = ['labels', 'export', '--rater', 'Ana', '--bundle', 'ana.bundle.json'];
  expect(await onsetJson(scratch, shapes.exported, ...bundle, ...into('one'))).toMatchObject({ labels: 1 });
  scratch.write({ 'later.json': anaSays(0.75, '2026-02-01T00:00:00.000Z') });
  await onsetJson(scratch, imported, 'labels', 'import', 'later.json', ...into('two'));

  const take = ['labels', 'import', 'ana.bundle.json', ...into('two')];
  const dry = await onset(scratch, ...take, '--keep', 'theirs', '--dry-run');
  expect(dry.code).toBe(0);
  expect(dry.stderr).toMatch(
    /fear.1, round 1: here intensity 0.75 \(.*\), in the bundle intensity 0.25 \(.*bundle's is taken/,
  );
  expect(dry.stdout).toContain('A dry run, nothing was written. Ana: 1 labels in the bundle');

  const mine = await onsetJson(scratch, merged, ...take, '--keep', 'mine');
  expect(mine).toMatchObject({ rater: 'Ana', labels: 1, same: 1, written: true });
  expect(mine.conflicts).toMatchObject([
    { taken: 'mine', mine: { intensity: 0.75 }, theirs: { intensity: 0.25 } },
  ]);
  expect((await onsetJson(scratch, merged, ...take)).conflicts).toEqual([]);
});

test.each([
  ['labels import cut.json', /cut.json cannot be read: it is no JSON in UTF-8, or was cut off/],
  ['labels import other.json', /other.json is no bundle of a rater's labels/],
  ['labels import none.json', /none.json cannot be read: it does not exist/],
  ['labels export --rater Bo --bundle b.json', /no rater named Bo in this project. Its raters: /],
  ['labels export --rater faces --bundle b.json', /bundles are for what people say/],
])('onset %s: refused in words', async (command, why) => {
  const failure = await onsetFailure(scratch, ...command.split(' '), ...into('one'));
  expect([failure.exit, failure.message]).toEqual([2, expect.stringMatching(why)]);
});
