import { mkdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOnlyViewOf } from '#main/engine/test-support.ts';
import {
  createScratch,
  filesBelow,
  onset,
  onsetFailure,
  onsetJson,
  picture,
  shapes,
} from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);

const importFaces = (project: string) =>
  onsetJson(scratch, shapes.imported, 'import', 'faces', '--as', 'folder-per-class', '--project', project);

beforeAll(async () => {
  mkdirSync(scratch.path('empty'));
  scratch.write({
    'faces/fear/1.png': picture(1),
    'faces/anger/2.png': picture(2),
    'words/fear/1.png': 'words',
    'other/thesis.docx': '',
    'file.txt': 'text',
    'no-emotion.csv': 'Subject,Filename,OnsetFrame,OffsetFrame\n1,EP1,1,2',
    'no-rater.csv': 'clip,intensity\n1,0.5',
  });
  await importFaces('project');
});

const AS_CLASSES = '--as folder-per-class';

test.each<[string, RegExp]>([
  [`import faces --project project ${AS_CLASSES} --split a=test`, /no folder a directly in/],
  [`import faces --project project ${AS_CLASSES} --pattern (`, /The pattern \( is not a regular/],
  [`import none --project project ${AS_CLASSES}`, /none cannot be read: it does not exist/],
  [`import empty --project project ${AS_CLASSES}`, /no class folders with images in .*empty/],
  ['import empty --project project --as sequences', /no image in .*empty/],
  ['import file.txt --project project --as coding-sheet', /file.txt has no column for subject/],
  ['import no-emotion.csv --project project --as coding-sheet', /no-emotion.csv has no column for emotion/],
  ['import no-rater.csv --project project --as intensities', /no-rater.csv has no column for rater/],
  [`import faces --project other ${AS_CLASSES}`, /other is not an Onset project/],
  [`import faces --project file.txt ${AS_CLASSES}`, /file.txt is a file/],
  ['clips --project none', /There is no folder .*none/],
  ['runs --project other', /other is not an Onset project.*no catalog.sqlite/],
  ['labels export --project project --format csv --out none/x.csv', /no folder .*none/],
  ['show 20260101-000000-emotion --project project', /no run 20260101-000000-emotion/],
  ['train --project project --task emotion --split loso', /no clip has one. Choose holdout-clips/],
  ['train --project project --task intensity --split given', /nobody gave an intensity/],
  ['serve --project other', /other is not an Onset project/],
])('onset %s: 2, one JSON document with why, and the same on stderr', async (command, why) => {
  const failure = await onsetFailure(scratch, ...command.split(' '));
  expect(failure.message).toMatch(why);
  expect(failure.stderr).toContain(failure.message);
  expect(failure.exit).toBe(2);
});

test('bad input loses nothing: the project has its clips still, and strange folders are as they were', async () => {
  const clips = await onsetJson(scratch, shapes.clips, 'clips', '--project', 'project');
  expect(clips.map(({ name }) => name)).toEqual(['anger/2', 'fear/1']);
  expect(filesBelow(scratch.path('other'))).toEqual(['thesis.docx']);
  expect(readFileSync(scratch.path('file.txt'), 'utf8')).toBe('text');
});

test('where no file is an image nothing comes in, each is listed, and that is no failure', async () => {
  const report = await onsetJson(
    scratch,
    shapes.imported,
    ...['import', 'words', '--project', 'project', '--as', 'folder-per-class'],
  );
  const reason = 'this is not an image (PNG, JPEG, WebP, TIFF, BMP or GIF)';
  expect(report).toMatchObject({ clips: 0, added: { clips: 0, frames: 0, labels: 0 } });
  expect(report.skipped).toEqual([{ item: 'fear/1.png', row: null, reason }]);
});

describe('projects that cannot be worked on', () => {
  test('one of a newer version is left as it is', async () => {
    await importFaces('newer');
    const file = scratch.path('newer', 'catalog.sqlite');
    const db = new DatabaseSync(file);
    db.exec("INSERT INTO migration VALUES (99, 'later', 'x', '2030'); PRAGMA user_version = 99");
    db.close();
    const before = readFileSync(file);
    for (const command of [['clips'], ['import', 'faces', '--as', 'folder-per-class']]) {
      const failure = await onsetFailure(scratch, ...command, '--project', 'newer');
      expect(failure).toMatchObject({ exit: 2, code: 'newer-version' });
      expect(failure.message).toMatch(/newer/);
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('one whose catalog is damaged says so', async () => {
    scratch.write({ 'damaged/catalog.sqlite': 'not a database, but long enough for one. '.repeat(100) });
    const failure = await onsetFailure(scratch, 'clips', '--project', 'damaged');
    expect(failure).toMatchObject({ exit: 2, code: 'bad-input' });
    expect(failure.message).toMatch(/catalog.sqlite/);
  });

  test('one that can only be read is listed and exported from; what would write is refused in words', async () => {
    await importFaces('archive');
    const view = readOnlyViewOf(scratch.path('archive'));
    if (view === null) return;
    expect(await onsetJson(scratch, shapes.clips, 'clips', '--project', view)).toHaveLength(2);
    const out = ['labels', 'export', '--format', 'csv', '--out', 'archive.csv', '--project', view];
    expect((await onset(scratch, ...out)).code).toBe(0);
    scratch.write({ 'more/fear/3.png': picture(3) });
    const failure = await onsetFailure(
      scratch,
      ...['import', 'more', '--as', 'folder-per-class', '--project', view],
    );
    expect(failure).toMatchObject({ exit: 1, code: 'read-only' });
    expect(failure.message).toContain('cannot be written');
  });
});
