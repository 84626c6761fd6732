import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { LABEL_ITEM, parseLabel, serializeLabel } from '#main/catalog/index.ts';
import { clipIdOf, temporaryCatalog, temporaryFolder } from '#main/catalog/test-support.ts';
import { emptyMedia } from '#main/engine/test-support.ts';
import { addFiles, folderWith, png, quietTask, request } from '#main/exchange/importers/test-support.ts';
import type { ImportRequest } from '#shared/domain/import.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import { applyPlan, type ImportTarget, importInto, planImport, previewPlan } from './import.ts';

const HEADER = 'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion';
const LAYOUT = 'sub{subject}/{clip}/img{frame}.png';

let project: ImportTarget;
let dir: string;
beforeEach(() => {
  project = { dir: temporaryFolder(), readOnly: false, catalog: temporaryCatalog(), media: emptyMedia() };
  dir = folderWith({});
});

const run = (given: Partial<ImportRequest> & Pick<ImportRequest, 'kind'>) =>
  importInto(project, request({ source: dir, ...given }), quietTask);
const writeSheet = (...rows: string[]) => addFiles(dir, { 'set.csv': [HEADER, ...rows].join('\n') });
const runSheet = (more: Partial<ImportRequest> = {}) =>
  run({ kind: 'coding-sheet', source: join(dir, 'set.csv'), ...more });
const runTable = (...rows: string[]) => {
  addFiles(dir, { 'table.csv': ['clip,rater,intensity,emotion,apex', ...rows].join('\n') });
  return run({ kind: 'intensities', source: join(dir, 'table.csv') });
};
const addFrames = (folder: string, first: number, last: number, shade = 0) => {
  for (let number = first; number <= last; number++)
    addFiles(dir, { [`media/${folder}/img${number}.png`]: png(number + shade) });
};
const media = () => ({ mediaRoot: join(dir, 'media'), layout: LAYOUT });

const read = () => project.catalog.read;
const idOf = (name: string) => clipIdOf(project.catalog, name);
const labelsOf = (name: string) =>
  read()
    .labels.list([idOf(name)])
    .map(({ raterName, raterKind, emotion, intensity, onset, apex, offset }) => ({
      rater: raterName,
      kind: raterKind,
      emotion,
      intensity,
      marks: [onset, apex, offset],
    }));
/** Everything in the catalog, but for times and ids of history rows. */
const contents = () => ({
  clips: read().clips.records(null),
  media: read()
    .clips.records(null)
    .map(({ id }) => read().clips.media(id)),
  labels: read().labels.list(null),
  history: read()
    .clips.records(null)
    .map(({ id }) => read().history.ofClip(id)),
  raters: read().raters.list(),
  emotions: read().emotions.names(),
});
/** As a rater does in the program. */
function labelByHand(clip: string, rater: string, said: Partial<LabelValues>) {
  const { write } = project.catalog;
  const raterId = write.raters.enterPerson(rater);
  const values = { ...EMPTY_LABEL, ...said };
  write.labels.put({ clipId: idOf(clip), raterId, round: 1 }, values, '2026-01-01T00:00:00.000Z');
  return raterId;
}

describe('a folder per class', () => {
  beforeEach(() =>
    addFiles(dir, { 'happy/S1_1_1.png': png(1), 'happy/S1_1_2.png': png(2), 'fear/S2_1_1.png': png(3) }),
  );
  const kind = 'folder-per-class';
  const pattern = '(?<subject>S\\d+)_(?<clip>\\d+)_(?<frame>\\d+)';

  test('comes in whole; run twice it adds nothing and changes nothing', async () => {
    const first = await run({ kind, pattern });
    expect(first).toMatchObject({
      clips: 2,
      frames: 3,
      labels: 2,
      added: { clips: 2, frames: 3, labels: 2 },
    });
    expect(read().project.counts()).toMatchObject({
      clipCount: 2,
      subjectCount: 2,
      labelCount: 2,
      missingMediaCount: 0,
    });
    expect(read().emotions.names()).toEqual(['fear', 'happiness']);
    const before = contents();
    const second = await run({ kind, pattern });
    expect(second).toMatchObject({
      clips: 2,
      frames: 3,
      labels: 2,
      added: { clips: 0, frames: 0, labels: 0 },
      skipped: [],
    });
    expect(contents()).toEqual(before);
  });

  test('a preview says what the run then does, and writes nothing', async () => {
    const before = contents();
    const plan = await planImport(project, request({ kind, source: dir, pattern }), quietTask);
    const preview = await previewPlan(project, plan, quietTask);
    expect(contents()).toEqual(before);
    expect(await applyPlan(project, plan, quietTask)).toEqual(preview);
    expect((await applyPlan(project, plan, quietTask)).added).toEqual({ clips: 0, frames: 0, labels: 0 });
  });

  test('other images under the same name are a conflict and overwrite nothing', async () => {
    await run({ kind, pattern });
    const before = contents();
    addFiles(dir, { 'happy/S1_1_2.png': png(99), 'happy/S3_1_1.png': png(5) });
    const { added, skipped } = await run({ kind, pattern });
    expect(added).toEqual({ clips: 1, frames: 1, labels: 1 });
    expect(skipped).toMatchObject([
      { item: 'S1_1', reason: expect.stringContaining('the project has other images') },
    ]);
    expect(contents().media.slice(0, 2)).toEqual(before.media);
  });

  test('a set found at another place is linked to that place', async () => {
    await run({ kind, pattern, source: dir });
    const moved = join(temporaryFolder(), dir.slice(dir.lastIndexOf('/') + 1));
    renameSync(dir, moved);
    const { added, skipped } = await run({ kind, pattern, source: moved });
    expect([added, skipped]).toEqual([{ clips: 0, frames: 0, labels: 0 }, []]);
    expect(read().clips.media(idOf('S1_1'))).toMatchObject({ root: moved, sourceNumbers: [1, 2] });
  });

  test('what was not known is filled in; what differs is a conflict', async () => {
    await run({ kind: 'sequences', fps: null });
    expect((await run({ kind: 'sequences', fps: 100 })).skipped).toEqual([]);
    expect(read().clips.get(idOf('happy'))?.fps).toBe(100);
    const { skipped } = await run({ kind: 'sequences', fps: 200 });
    expect(skipped[0]?.reason).toBe(
      'the project has it with the fps 100, this source says 200: the clip is left as it is, with its labels',
    );
    expect(read().clips.get(idOf('happy'))?.fps).toBe(100);
  });

  test('a folder with a person name does not speak for that person', async () => {
    project.catalog.write.raters.enterPerson(dir.slice(dir.lastIndexOf('/') + 1));
    await run({ kind, pattern });
    expect(labelsOf('S1_1')).toMatchObject([
      { rater: expect.stringMatching(/ \(source\)$/), kind: 'source' },
    ]);
    expect((await run({ kind, pattern })).added.labels).toBe(0);
  });
});

describe('a sheet whose media comes later', () => {
  test('frames are attached and every mark stays at the frame of its number', async () => {
    writeSheet('01,EP1,46,50,60,12,happiness', '02,EP1,5,6,7,4,fear');
    const first = await runSheet();
    expect(first).toMatchObject({ missingMedia: 2, added: { clips: 2, frames: 0, labels: 2 } });
    expect(labelsOf('EP1')[0]?.marks).toEqual([0, 4, 14]);
    const raterId = labelByHand('EP1', 'Ana', { apex: 5 });
    await runTable('01/EP1,Bo,0.5,,52');

    addFrames('sub01/EP1', 40, 70);
    const second = await runSheet(media());
    expect(second).toMatchObject({ missingMedia: 1, added: { clips: 0, frames: 31, labels: 0 } });
    expect(read().clips.get(idOf('EP1'))).toMatchObject({ frameCount: 31, mediaMissing: false });
    expect(labelsOf('EP1').map(({ rater, marks }) => [rater, marks])).toEqual([
      ['set', [6, 10, 20]],
      ['Ana', [null, 11, null]],
      ['Bo', [null, 12, null]],
    ]);
    const history = read().history.ofClip(idOf('EP1'));
    expect(history.map(({ raterName, after }) => [raterName, after?.apex])).toEqual([
      ['Bo', 12],
      ['set', 10],
    ]);
    expect(read().raters.get(raterId)?.kind).toBe('person');
    expect((await runSheet(media())).added).toEqual({ clips: 0, frames: 0, labels: 0 });
    expect((await runSheet()).added).toEqual({ clips: 0, frames: 0, labels: 0 });
    expect(labelsOf('EP1')[0]?.marks).toEqual([6, 10, 20]);
  });

  test('media that lacks the frame of somebody else mark is not attached', async () => {
    writeSheet('01,EP1,46,50,60,12,happiness');
    await runSheet();
    labelByHand('EP1', 'Ana', { apex: 5 });
    addFrames('sub01/EP1', 46, 50);
    const { added, skipped, missingMedia } = await runSheet(media());
    expect([added.frames, missingMedia]).toEqual([0, 0]);
    expect(skipped.at(-1)?.reason).toContain("do not hold Ana's apex 51");
    expect(labelsOf('EP1').map(({ marks }) => marks)).toEqual([
      [0, 4, 14],
      [null, 5, null],
    ]);
  });

  test('the sheet own mark that the media lacks is left out', async () => {
    writeSheet('01,EP1,46,50,60,12,happiness');
    await runSheet();
    addFrames('sub01/EP1', 46, 55);
    const { added, skipped } = await runSheet(media());
    expect(added.frames).toBe(10);
    expect(skipped.map(({ reason }) => reason)).toContain(
      "its offset 60 is none of the clip's frames: it is left out",
    );
    expect(labelsOf('EP1')[0]?.marks).toEqual([0, 4, null]);
  });

  test('undo steps move along with the frames', async () => {
    writeSheet('01,EP1,46,50,60,12,happiness');
    await runSheet();
    const raterId = labelByHand('EP1', 'Ana', { apex: 5 });
    const after = serializeLabel({ ...EMPTY_LABEL, apex: 5 });
    const item = LABEL_ITEM;
    const step = { clipId: idOf('EP1'), raterId, round: 1, item, mergeKey: null, before: null, after };
    project.catalog.write.undo.push(raterId, step, '2026-01-01T00:00:00.000Z');
    addFrames('sub01/EP1', 40, 70);
    await runSheet(media());
    const moved = read().undo.last(raterId);
    expect([moved?.before, parseLabel(moved?.after ?? null)?.apex]).toEqual([null, 11]);
  });
});

describe('labels that are there already', () => {
  beforeEach(async () => {
    writeSheet('01,EP1,46,50,60,12,happiness');
    await runSheet();
  });

  test('a sheet coded anew changes its own label, with a row of history', async () => {
    writeSheet('01,EP1,40,50,60,12,fear');
    const { added } = await runSheet();
    expect(added).toEqual({ clips: 0, frames: 0, labels: 1 });
    expect(labelsOf('EP1')).toMatchObject([{ emotion: 'fear', marks: [0, 10, 20] }]);
    expect(read().history.ofClip(idOf('EP1'))).toMatchObject([
      {
        cause: 'import',
        before: { emotion: 'happiness', onset: 6, apex: 10 },
        after: { emotion: 'fear', onset: 0 },
      },
      { cause: 'import', before: null },
    ]);
  });

  test('a table adds to what its rater said and takes nothing away', async () => {
    await runTable('EP1,Bo,0.5,fear,50');
    expect((await runTable('EP1,Bo,0.6,,')).added.labels).toBe(1);
    expect(labelsOf('EP1')[1]).toEqual({
      rater: 'Bo',
      kind: 'source',
      emotion: 'fear',
      intensity: 0.6,
      marks: [null, 4, null],
    });
    expect((await runTable('EP1,bo,0.6,,')).added.labels).toBe(0);
    expect(
      read()
        .raters.list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Bo', 'set']);
  });

  test('a label somebody gave here is never touched; where they said nothing the table speaks for them', async () => {
    writeSheet('01,EP1,46,50,60,12,happiness', '01,EP2,46,50,60,12,fear');
    await runSheet();
    labelByHand('EP1', 'Ana', { intensity: 0.9 });
    const { added, skipped } = await runTable('EP1,ana,0.5,,', 'EP2,Ana,0.5,,');
    expect(added.labels).toBe(1);
    expect(skipped).toEqual([
      { item: 'EP1', row: null, reason: 'Ana has labelled it already: what was said here is kept' },
    ]);
    expect(labelsOf('EP1')[1]).toMatchObject({ rater: 'Ana', intensity: 0.9 });
    expect(labelsOf('EP2')[1]).toMatchObject({ rater: 'Ana', kind: 'person', intensity: 0.5 });
    expect((await runTable('EP2,Ana,0.5,,')).skipped).toEqual([]);
  });

  test('suggestions of a model of the project are no opinions, whatever the table calls their rater', async () => {
    project.catalog.write.raters.enterModel('Model r1');
    const { added, skipped } = await runTable('EP1,model R1,0.5,,', 'EP1,Bo,0.25,,');
    expect(added.labels).toBe(1);
    expect(skipped).toEqual([
      {
        item: 'EP1',
        row: null,
        reason: "model R1 is a model of this project: what it suggests is no rater's label",
      },
    ]);
    expect(
      read()
        .labels.list(null)
        .map(({ intensity }) => intensity),
    ).toEqual([null, 0.25]);
    expect(
      read()
        .raters.list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Bo', 'Model r1', 'set']);
  });

  test('a mark that would not fit what was said before is refused', async () => {
    await runTable('EP1,Bo,0.5,,50');
    addFiles(dir, { 'more.csv': 'clip,rater,intensity,onset\nEP1,Bo,0.5,55' });
    const { added, skipped } = await run({ kind: 'intensities', source: join(dir, 'more.csv') });
    expect(added.labels).toBe(0);
    expect(skipped[0]?.reason).toMatch(
      /label of Bo does not fit: The onset \(frame 9\) comes after the apex/,
    );
  });
});

describe('when it cannot be done', () => {
  test('a failure half way leaves nothing', async () => {
    addFiles(dir, { 'happy/1.png': png(1), 'happy/2.png': png(2) });
    const source = request({ kind: 'folder-per-class', source: dir });
    const plan = await planImport(project, source, quietTask);
    const broken = plan.clips.map((clip, index) => (index === 1 ? { ...clip, fps: -1 } : clip));
    await expect(applyPlan(project, { ...plan, clips: broken }, quietTask)).rejects.toThrow();
    expect(read().project.counts()).toMatchObject({ clipCount: 0, labelCount: 0 });
    expect(read().raters.list()).toEqual([]);
  });

  test('two clips of one key: the second is listed', async () => {
    addFiles(dir, { 'happy/1.png': png(1) });
    const plan = await planImport(project, request({ kind: 'folder-per-class', source: dir }), quietTask);
    const twice = { ...plan, clips: [...plan.clips, ...plan.clips] };
    const { added, skipped } = await applyPlan(project, twice, quietTask);
    expect(added.clips).toBe(1);
    expect(skipped[0]?.reason).toMatch(/another clip of this source has its key/);
  });

  test('a project that can only be read, a relative path, a source that is gone', async () => {
    addFiles(dir, { 'happy/1.png': png(1) });
    const source = request({ kind: 'folder-per-class', source: dir });
    await expect(importInto({ ...project, readOnly: true }, source, quietTask)).rejects.toMatchObject({
      code: 'read-only',
    });
    await expect(run({ kind: 'sequences', source: 'pictures' })).rejects.toThrow(/not an absolute path/);
    rmSync(dir, { recursive: true });
    await expect(run({ kind: 'sequences' })).rejects.toThrow(/cannot be read: it does not exist/);
  });

  test('cancelled it writes nothing', async () => {
    addFiles(dir, { 'happy/1.png': png(1) });
    const task = { ...quietTask, signal: AbortSignal.abort() };
    await expect(importInto(project, request({ kind: 'sequences', source: dir }), task)).rejects.toThrow(
      /abort/,
    );
    expect(read().project.counts().clipCount).toBe(0);
  });
});
