import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ffprobeFrames, makeNumberedVideo } from '#main/engine/test-support.ts';
import { createScratch, onset, onsetJson, shapes } from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);
beforeAll(async () => {
  scratch.write({ 'films/notes.txt': 'no video', 'films/no\u001b[2Jvideo.mp4': 'text' });
  for (const kind of ['h264-variable', 'mjpeg-avi', 'h264-edit-list'] as const)
    await makeNumberedVideo(scratch.path('films'), kind, { frames: 60 });
  const [first, second] = PIXELS.map((pixels) => pixels.join(' '));
  scratch.write({ 'fer2013.csv': `emotion,pixels,Usage\n3,${first},Training\n\n0,${second},PublicTest\n` });
});

const PIXELS = [Array.from({ length: 2304 }, (_, i) => i % 256), Array<number>(2304).fill(7)];
const WRITTEN = z.object({
  frames: z.array(
    z.object({ sourceIndex: z.number(), timestampMs: z.number().nullable(), file: z.string() }),
  ),
});
const importFilms = (project: string, ...options: readonly string[]) =>
  onsetJson(scratch, shapes.imported, 'import', 'films', '--as', 'videos', '--project', project, ...options);

test('videos come in with the frames and times that ffprobe lists, and once', async () => {
  const first = await importFilms('study');
  const files = readdirSync(scratch.path('films')).filter((name) => /^[a-z-]+\.(mp4|avi)$/.test(name));
  expect(first.clips).toBe(files.length);
  for (const file of files) {
    const times = await ffprobeFrames(scratch.path('films', file));
    const clip = file.slice(0, -4);
    const command = ['frames', '--project', 'study', '--clip', clip, '--out', `out-${clip}`];
    const { frames } = await onsetJson(scratch, WRITTEN, ...command);
    expect(frames.map(({ sourceIndex }) => sourceIndex)).toEqual(times.map((_, index) => index));
    for (const [index, { timestampMs }] of frames.entries())
      expect(timestampMs, `${file} ${index}`).toBeCloseTo(times[index] ?? Number.NaN, 2);
  }
  const again = await importFilms('study');
  expect(again).toMatchObject({
    clips: files.length,
    added: { clips: 0, frames: 0, labels: 0 },
    isNews: false,
  });
});

test('a folder that moved is found again', async () => {
  renameSync(scratch.path('films'), scratch.path('elsewhere'));
  scratch.write({ 'new/x.txt': '' });
  renameSync(scratch.path('elsewhere'), scratch.path('new/films'));
  const command = ['import', 'new/films', '--as', 'videos', '--project', 'study'];
  const report = await onsetJson(scratch, shapes.imported, ...command);
  expect(report).toMatchObject({ added: { clips: 0, frames: 0, labels: 0 }, isNews: true });
  renameSync(scratch.path('new/films'), scratch.path('films'));
});

test("the user's rate replaces the container's times", async () => {
  await importFilms('fast', '--fps', '200');
  const command = ['frames', '--project', 'fast', '--clip', 'mjpeg', '--index', '3', '--out', 'out-fast'];
  expect((await onsetJson(scratch, WRITTEN, ...command)).frames).toMatchObject([{ timestampMs: 15 }]);
});

test('what a report says of names cannot move the cursor', async () => {
  const { stdout } = await onset(scratch, 'import', 'films', '--as', 'videos', '--project', 'study');
  expect(stdout).toContain('no\ufffd[2Jvideo.mp4: its name holds');
  expect(stdout).not.toContain('\u001b');
});

test('FER2013: a still is the row of its number, pixel by pixel', async () => {
  await onsetJson(scratch, shapes.imported, 'import', 'fer2013.csv', '--as', 'fer2013', '--project', 'fer');
  for (const [clip, row] of [
    ['fer0000000', 1],
    ['fer0000001', 2],
  ] as const) {
    const command = ['frames', '--project', 'fer', '--clip', clip, '--out', `out-${clip}`];
    const { frames } = await onsetJson(scratch, WRITTEN, ...command);
    expect(frames.map(({ sourceIndex }) => sourceIndex)).toEqual([row]);
    const decode = ['-v', 'error', '-i', frames[0]?.file ?? '', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
    expect(execFileSync('ffmpeg', decode)).toEqual(Buffer.from(PIXELS[row - 1] ?? []));
  }
});
