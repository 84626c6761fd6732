import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askDecoder } from './ask-decoder.ts';
import { greyPng } from './test-support.ts';
import { writeFrames } from './write-frames.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-write-frames-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** So many frames, each another picture. */
function order(count: number, name = (index: number) => `clip-${index}.png`) {
  const frames = Array.from({ length: count }, (_, index) => {
    const file = join(dir, `source-${index}.png`);
    writeFileSync(
      file,
      greyPng(32, 24, (x, y) => (x * 3 + y * 5 + index) % 256),
    );
    return { place: { kind: 'image' as const, file }, name: name(index), caption: `${index}` };
  });
  return { dir: join(dir, 'a', 'b'), frames, contactSheet: null };
}
const quiet = { signal: new AbortController().signal, report: () => {} };

test('folders that were made for it go with a failure, others and their files stay', async () => {
  const { frames, ...rest } = order(3);
  rmSync(frames[1]?.place.file ?? '');
  const work = () => writeFrames({ frames, ...rest }, quiet);
  await expect(work()).rejects.toThrow(
    /1 of 3 frames cannot be read, so nothing was written: .*source-1\.png/,
  );
  expect(readdirSync(dir)).not.toContain('a');
  mkdirSync(join(dir, 'a'));
  writeFileSync(join(dir, 'a', 'mine.txt'), 'mine');
  await expect(work()).rejects.toThrow('cannot be read');
  expect(readdirSync(join(dir, 'a'))).toEqual(['mine.txt']);
});

test('a file of the same name is never replaced, and then none is written; the same again is fine', async () => {
  const job = order(3);
  await writeFrames(job, quiet);
  await writeFrames(job, quiet);
  expect(readdirSync(job.dir).sort()).toEqual(['clip-0.png', 'clip-1.png', 'clip-2.png']);
  rmSync(join(job.dir, 'clip-0.png'));
  writeFileSync(join(job.dir, 'clip-2.png'), 'mine');
  const refused = { code: 'conflict', message: expect.stringContaining('clip-2.png is there already') };
  await expect(writeFrames(job, quiet)).rejects.toMatchObject(refused);
  expect(readdirSync(job.dir).sort()).toEqual(['clip-1.png', 'clip-2.png']);
  expect(readFileSync(join(job.dir, 'clip-2.png'), 'utf8')).toBe('mine');
  mkdirSync(join(job.dir, 'clip-0.png'));
  rmSync(join(job.dir, 'clip-2.png'));
  await expect(writeFrames(job, quiet)).rejects.toMatchObject({ code: 'conflict' });
});

test('what cannot be put in its place takes back those that were put there before it', async () => {
  const job = order(3);
  mkdirSync(job.dir, { recursive: true });
  // Nothing can be read there, and still the name is taken.
  symlinkSync(join(dir, 'nowhere'), join(job.dir, 'clip-2.png'));
  await expect(writeFrames(job, quiet)).rejects.toMatchObject({ code: 'conflict' });
  expect(readdirSync(job.dir)).toEqual(['clip-2.png']);
});

test('cancelled on the way: nothing is left', async () => {
  const job = order(400);
  const controller = new AbortController();
  const report = (done: number) => {
    if (done > 0) controller.abort();
  };
  const work = writeFrames(job, { signal: controller.signal, report });
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(dir)).not.toContain('a');
});

test('a folder that cannot be made says so', async () => {
  const job = order(1);
  writeFileSync(join(dir, 'a'), 'a file');
  await expect(writeFrames(job, quiet)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('a file stands where the folder should be'),
  });
});

const FRAMES = 12;
/** Every frame of a file (a video, a picture), as FFmpeg itself decodes it. */
function rawFrames(file: string, format: string): Buffer {
  const out = ['-f', 'rawvideo', '-pix_fmt', format, 'pipe:1'];
  return execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-fps_mode', 'passthrough', ...out], {
    maxBuffer: 64 * 1024 ** 2,
  });
}

test.each([
  { format: 'gray', bits: 8, colour: 0 },
  { format: 'gray16le', bits: 16, colour: 0 },
  { format: 'bgr0', raw: 'rgb24', bits: 8, colour: 2 },
])('frames of a lossless video, $format: pixel by pixel, $bits bit', async (video) => {
  const { format, raw = format, bits, colour } = video;
  const source = join(dir, 'video.mkv');
  const pattern = ['-f', 'lavfi', '-i', `testsrc2=size=64x48:rate=25`, '-frames:v', `${FRAMES}`];
  const encode = ['-pix_fmt', format, '-c:v', 'ffv1'];
  execFileSync('ffmpeg', ['-v', 'error', ...pattern, ...encode, source]);
  const { timestampsMs } = await askDecoder(
    { type: 'probe', file: source },
    (event) => (event.type === 'probed' ? event.probe : undefined),
    quiet,
  );
  const truth = rawFrames(source, raw);
  const size = truth.length / FRAMES;
  const numbers = [7, 0, 1, 11, 5];
  const frames = numbers.map((number) => {
    const place = {
      kind: 'video' as const,
      file: source,
      number,
      timestampMs: timestampsMs?.[number] ?? null,
    };
    return { place, name: `${number}.png`, caption: '' };
  });
  await writeFrames({ dir: join(dir, 'out'), frames, contactSheet: 'sheet.png' }, quiet);
  for (const number of numbers) {
    const file = join(dir, 'out', `${number}.png`);
    // The header of a PNG: bits a value, kind of colour.
    expect([...readFileSync(file).subarray(24, 26)]).toEqual([bits, colour]);
    expect(rawFrames(file, raw).equals(truth.subarray(number * size, (number + 1) * size))).toBe(true);
  }
  expect(readdirSync(join(dir, 'out'))).toHaveLength(numbers.length + 1);
});
