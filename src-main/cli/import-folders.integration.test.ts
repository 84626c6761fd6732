import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createScratch, filesBelow, onset, onsetJson, picture, readCsv, shapes } from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);

const PATTERN = '(?<subject>S\\d+)_(?<clip>\\d+)_(?<frame>\\d+)';
const NO_IMAGE = 'this is not an image (PNG, JPEG, WebP, TIFF, BMP or GIF)';
const TEXT_AS_PNG = { item: 'test/angry/S020_002_00000001.png', row: null, reason: NO_IMAGE };
const CUT_OFF = { item: 'train1/anger/S010_005_00000003.jpg', row: null, reason: 'the image is cut off' };
/** A JPEG's first segments without its pixels. */
const CUT_JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb0043', 'hex');

beforeAll(() =>
  scratch.write({
    'study/train1/happy/S010_004_00000017.png': picture(1),
    'study/train1/happy/S010_004_00000018.png': picture(2),
    'study/train1/happy/S010_004_00000019.png': picture(3),
    'study/train1/happy/S011_001_00000001.png': picture(4),
    'study/train1/happy/S011_001_00000002.png': picture(5),
    'study/train1/joyful/S012_001_00000001.png': picture(6),
    'study/train1/anger/S010_005_00000001.png': picture(7),
    'study/train1/anger/S010_005_00000002.png': picture(8),
    'study/train1/anger/S010_005_00000003.jpg': CUT_JPEG,
    'study/test/angry/S020_001_00000001.png': picture(9),
    'study/test/angry/S020_002_00000001.png': 'no picture, only words',
  }),
);

const importStudy = (project: string, ...options: readonly string[]) =>
  onsetJson(
    scratch,
    shapes.imported,
    ...['import', 'study', '--as', 'folder-per-class', '--project', project, ...options],
  );
const FULL = ['--pattern', PATTERN, '--alias', 'joyful=happiness'];
const SPLITS = ['--split', 'train1=train', '--split', 'test=test'];
const NOTHING = { clips: 0, frames: 0, labels: 0 };

describe('a folder per class', () => {
  test('a dry run says all and leaves no file anywhere', async () => {
    const report = await importStudy('dry', ...FULL, ...SPLITS, '--dry-run');
    expect(report).toMatchObject({
      clips: 5,
      frames: 9,
      subjects: 4,
      labels: 5,
      classes: { anger: 2, happiness: 3 },
      added: { clips: 5, frames: 9, labels: 5 },
      aliasesApplied: { happy: 'happiness', joyful: 'happiness', angry: 'anger' },
    });
    expect(report.skipped).toEqual(expect.arrayContaining([TEXT_AS_PNG, CUT_OFF]));
    expect(report.skipped).toHaveLength(2);
    expect(existsSync(scratch.path('dry'))).toBe(false);
    expect(filesBelow(scratch.path('config'))).toEqual([]);
  });

  test('comes in once: the project is made, a second import finds the same and adds nothing', async () => {
    const first = await importStudy('project', ...FULL, ...SPLITS);
    expect(first.added).toEqual({ clips: 5, frames: 9, labels: 5 });
    const again = await importStudy('project', ...FULL, ...SPLITS);
    expect(again).toEqual({ ...first, added: NOTHING, isNews: false });
    const dryRun = await importStudy('project', ...FULL, '--dry-run');
    expect(dryRun.added).toEqual(NOTHING);
  });

  test('clips says each with what the files say of it', async () => {
    const clips = await onsetJson(scratch, shapes.clips, 'clips', '--project', 'project');
    const unsaid = { intensity: null, onset: null, apex: null, offset: null, id: expect.any(Number) };
    expect(clips).toEqual([
      { ...unsaid, name: 'S010_004', subject: 'S010', emotion: 'happiness', frames: 3 },
      { ...unsaid, name: 'S010_005', subject: 'S010', emotion: 'anger', frames: 2 },
      { ...unsaid, name: 'S011_001', subject: 'S011', emotion: 'happiness', frames: 2 },
      { ...unsaid, name: 'S012_001', subject: 'S012', emotion: 'happiness', frames: 1 },
      { ...unsaid, name: 'S020_001', subject: 'S020', emotion: 'anger', frames: 1 },
    ]);
    const inWords = await onset(scratch, 'clips', '--project', 'project');
    expect(inWords.stdout).toMatch(/S010_004 +S010 +happiness +– +3/);
  });

  test('each option changes what it says it changes', async () => {
    const byFile = await importStudy('dry', '--dry-run');
    expect(byFile).toMatchObject({ clips: 9, frames: 9, subjects: 0, labels: 9 });
    expect(byFile.classes).toEqual({ anger: 3, happiness: 5, joyful: 1 });
    const otherAlias = await importStudy('dry', '--alias', 'joyful=joy', '--dry-run');
    expect(otherAlias.classes).toEqual({ anger: 3, happiness: 5, joy: 1 });
    const bySubject = await importStudy('dry', '--pattern', '(?<subject>S\\d+)', '--dry-run');
    expect(bySubject).toMatchObject({ clips: 9, frames: 9, subjects: 4 });
  });
});

const exportedLabels = z.array(
  z.looseObject({ clip: z.string(), rater: z.string(), emotion: z.string().nullable() }),
);

test.each(['csv', 'json'])('labels export writes every label as %s', async (format) => {
  const file = scratch.path(`labels.${format}`);
  const done = await onsetJson(
    scratch,
    shapes.exported,
    ...['labels', 'export', '--project', 'project', '--format', format, '--out', `labels.${format}`],
  );
  expect(done).toEqual({ file, labels: 5, losses: [] });
  const labels =
    format === 'csv' ? readCsv(file) : exportedLabels.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(labels.map(({ clip, rater, emotion }) => [clip, rater, emotion]).sort()).toEqual([
    ['S010_004', 'study', 'happiness'],
    ['S010_005', 'study', 'anger'],
    ['S011_001', 'study', 'happiness'],
    ['S012_001', 'study', 'happiness'],
    ['S020_001', 'study', 'anger'],
  ]);
});
