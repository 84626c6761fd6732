import { expect, it } from 'vitest';
import { addSamples, clipIdOf, temporaryCatalog, temporaryFolder } from '#main/catalog/test-support.ts';
import { emptyMedia } from '#main/engine/test-support.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { saveNewRun } from './folder.ts';
import { freezeRun } from './freeze.ts';
import { withoutClips } from './narrow.ts';
import { thawRun } from './thaw.ts';

it('a run comes back as it was narrowed, where the program died before its folder was told', () => {
  const catalog = temporaryCatalog();
  const names = ['c1', 'c2', 'c3', 'c4', 'c5'];
  const emotions = ['fear', 'fear', 'anger', 'anger', 'sadness'];
  addSamples(
    catalog,
    names.map((name) => ({ name, subject: name })),
    [
      ...names.map((clip, i) => ({ clip, rater: 'A', emotion: emotions[i] ?? '', onset: 2, offset: 5 + i })),
      ...['anger', 'fear', 'sadness'].map((emotion) => ({ clip: 'c1', rater: `for ${emotion}`, emotion })),
    ],
  );
  const base = defaultRunSpec('emotion');
  const { frozen } = freezeRun(catalog, {
    ...base,
    target: { from: 'raters' },
    loss: { kind: 'kl' },
    split: { kind: 'loso' },
    input: { ...base.input, window: 'coded' },
  });
  const project = {
    dir: temporaryFolder(),
    readOnly: false,
    catalog,
    media: emptyMedia(),
    whenClosing: () => {},
  };
  const now = new Date('2026-01-01T00:00:00.000Z');
  const id = saveNewRun(project.dir, frozen, now);
  catalog.write.runs.create({ ...frozen, id, createdAt: now.toISOString() });
  expect(thawRun(project, id)).toEqual(frozen);
  // The key of its checkpoint is made of this text.
  expect(JSON.stringify(thawRun(project, id).clips)).toBe(JSON.stringify(frozen.clips));

  const narrowed = withoutClips(frozen, [{ clipId: clipIdOf(catalog, 'c5'), reason: 'It is damaged.' }]);
  catalog.write.runs.narrow(id, narrowed);
  const thawed = thawRun(project, id);
  expect(thawed).toEqual(narrowed);
  expect(thawed.clips[0]?.distribution?.map((share) => Math.round(share * 3))).toEqual([2, 1]);
});
