import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportRequest } from '#shared/domain/import.ts';
import { createSheetImporter } from './coding-sheet.ts';
import { film, folderWith, noClips, quietTask, request, sha256, stubProbe } from './test-support.ts';

const HEADER = 'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion,Fps';
/** Ten frames, 40 ms apart. */
const TIMES_MS = Array.from({ length: 10 }, (_, i) => i * 40);
const ten = () => stubProbe({ frameCount: 10, fps: 25, timestampsMs: TIMES_MS });

function read(rows: readonly string[], files: Readonly<Record<string, Uint8Array>>, layout: string) {
  const dir = folderWith({ 'set.csv': [HEADER, ...rows].join('\n'), ...files });
  const more: Partial<ImportRequest> = { mediaRoot: dir, layout };
  const given = request({ kind: 'coding-sheet', source: join(dir, 'set.csv'), ...more });
  const { probe, asked } = ten();
  return createSheetImporter(probe)(given, noClips, quietTask).then((plan) => ({ ...plan, asked, dir }));
}
const marksOf = ({ labels }: Awaited<ReturnType<typeof read>>) =>
  labels.map(({ onset, apex, offset }) => [onset, apex, offset]);

test('a layout may lead to a video: its frames are the clip, and marks count them from 0', async () => {
  const plan = await read(
    ['1,a,2,3,9,,fear,', '2,b,1,2,3,,anger,'],
    { 'sub01/a.avi': film('a') },
    'sub{subject}/{clip}.avi',
  );
  expect(plan.clips).toMatchObject([
    {
      ...{ name: 'a', fps: 25, root: plan.dir, contentHash: sha256(film('a')) },
      container: { kind: 'video', path: 'sub01/a.avi' },
    },
    { name: 'b', root: null },
  ]);
  expect(plan.clips[0]?.frames).toEqual(
    TIMES_MS.map((timestampMs, sourceNumber) => ({ path: '', sourceNumber, timestampMs })),
  );
  expect(marksOf(plan)).toEqual([
    [2, 3, 9],
    [1, 2, 3],
  ]);
  expect(plan.report).toMatchObject({ layout: 'sub{subject}/{clip}.avi', missingMedia: 1, skipped: [] });
});

test('@1 says that the sheet counts from 1; a mark beyond the video is left out and listed', async () => {
  const rows = ['1,a,1,5,11,,fear,', '1,b,0,4,10,,fear,'];
  const plan = await read(rows, { '1/a.mp4': film('a'), '1/b.mp4': film('b') }, '{subject}/{clip}.mp4@1');
  expect(marksOf(plan)).toEqual([
    [0, 4, null],
    [null, 3, 9],
  ]);
  expect(plan.report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
    [2, "its offset 11 is none of the video's frames (1 to 10): it is left out"],
    [3, "its onset 0 is none of the video's frames (1 to 10): it is left out"],
  ]);
});

test("the sheet's own rate replaces the container's times", async () => {
  const { clips } = await read(['1,a,2,3,9,,fear,200'], { '1/a.avi': film('a') }, '{subject}/{clip}.avi');
  expect(clips[0]?.fps).toBe(200);
  expect(clips[0]?.frames.at(-1)).toEqual({ path: '', sourceNumber: 9 });
});

test('rows that are parts of one video share it, decoded once; each has a hash of its own', async () => {
  const rows = ['1,a,2,3,4,,fear,', '1,a,6,7,8,,anger,'];
  const plan = await read(rows, { '1/a.avi': film('a') }, '{subject}/{clip}.avi');
  expect(
    plan.clips.map(({ name, frames }) => [name, frames.map(({ sourceNumber }) => sourceNumber)]),
  ).toEqual([
    ['a@2', [2, 3, 4]],
    ['a@6', [6, 7, 8]],
  ]);
  expect(plan.asked).toEqual(['a.avi']);
  expect(new Set([...plan.clips.map(({ contentHash }) => contentHash), sha256(film('a'))]).size).toBe(3);
});

test('a video that cannot be read leaves its clip without frames, and says why', async () => {
  const files = {
    '1/a.avi': Buffer.from('no video, only words'),
    '1/b.avi': film('b'),
    '1/c.avi': film('c'),
  };
  const plan = await read(['1,a,2,3,9,,fear,', '1,b,2,3,9,,fear,'], files, '{subject}/{clip}.avi');
  expect(plan.clips.map(({ name, root }) => [name, root])).toEqual([
    ['a', null],
    ['b', plan.dir],
  ]);
  expect(plan.report.skipped.map(({ item, reason }) => [item, reason])).toEqual([
    ['1/a.avi', expect.stringContaining('this is not a video')],
    [plan.dir, '1 videos have no row in the sheet'],
  ]);
});
