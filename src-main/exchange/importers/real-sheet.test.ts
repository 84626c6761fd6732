import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createSheetImporter } from './coding-sheet.ts';
import { addFiles, folderWith, noClips, noVideos, png, quietTask, request } from './test-support.ts';

/** The real sheet lies beside the project and never in it; where it must not be missing, its absence fails. */
const sheet = resolve(import.meta.dirname, '../../../../shared/real/CASME2-coding-20140508.xlsx');
const isRequired = process.env['CI'] !== undefined;

test.skipIf(!existsSync(sheet) && !isRequired)('the CASME II sheet: 255 clips of 26 subjects', async () => {
  const media = folderWith({});
  const numbers = Array.from({ length: 41 }, (_, i) => 46 + i);
  addFiles(media, Object.fromEntries(numbers.map((n) => [`sub01/EP02_01f/img${n}.jpg`, png(n)])));
  const source = request({ kind: 'coding-sheet', source: sheet, mediaRoot: media, fps: 200 });
  const { clips, labels, report } = await createSheetImporter(noVideos)(source, noClips, quietTask);
  expect(report).toMatchObject({
    clips: 255,
    subjects: 26,
    labels: 255,
    frames: 41,
    missingMedia: 254,
    classes: { happiness: 32, others: 99, disgust: 63, repression: 27, surprise: 25, fear: 2, sadness: 7 },
    layout: 'sub{subject}/{clip}/img{frame}.jpg',
    columns: { onset: 'OnsetFrame', actionUnits: 'Action Units' },
    recognised: 'CASME II',
    datasets: { casme2: 255 },
    skipped: [],
  });
  expect(new Set(clips.map((clip) => clip.key)).size).toBe(255);
  expect(clips[0]).toMatchObject({ name: 'EP02_01f', subject: '01', root: media });
  expect(clips[0]?.frames).toHaveLength(41);
  expect(labels[0]).toMatchObject({
    rater: 'CASME2-coding-20140508',
    emotion: 'happiness',
    onset: 46,
    apex: 59,
    offset: 86,
    actionUnits: '12',
  });
});
