import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { numberedPixels } from './numbered-frames.ts';

/** Videos for tests, made by the ffmpeg of this machine: each frame carries its number, see numbered-frames. */

interface Recipe {
  readonly name: string;
  /** Options of the encoder. */
  readonly encode: readonly string[];
  /** Options of a second pass that copies the packets: before the input, and after it. */
  readonly copy?: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** Rate of all videos but the variable ones. */
const TEST_FPS = 50;

const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-bf', '3'];
/** Frames last 20 to 69 ms, each another time than its neighbours. */
const VARIABLE = ['-vf', 'settb=1/1000,setpts=N*40+mod(N*N*7\\,30)', '-fps_mode', 'passthrough'];
const MILLISECONDS = ['-enc_time_base', '1/1000'];

const RECIPES = {
  h264: { name: 'h264.mp4', encode: [...H264, '-g', '250'] },
  'h264-open-gop': {
    name: 'open-gop.mp4',
    encode: [...H264, '-x264-params', 'open-gop=1:keyint=24:min-keyint=24:scenecut=0:bframes=3'],
  },
  'h264-variable': { name: 'variable.mp4', encode: [...VARIABLE, ...H264, '-g', '40', ...MILLISECONDS] },
  'h264-variable-mkv': { name: 'variable.mkv', encode: [...VARIABLE, ...H264, '-g', '40', ...MILLISECONDS] },
  'h264-rotated': {
    name: 'rotated.mp4',
    encode: ['-vf', 'transpose=clock', ...H264, '-g', '50'],
    copy: { before: [], after: ['-metadata:s:v:0', 'rotate=90'] },
  },
  /** Its edit list begins in the middle of a group of pictures: 25 frames are there, and not to be shown. */
  'h264-edit-list': {
    name: 'edit-list.mp4',
    encode: [...H264, '-g', '40'],
    copy: { before: ['-ss', '0.5'], after: [] },
  },
  /** Its edit list begins with an empty second. */
  'h264-offset': {
    name: 'offset.mp4',
    encode: [...H264, '-g', '40'],
    copy: { before: [], after: ['-output_ts_offset', '1'] },
  },
  'mjpeg-avi': { name: 'mjpeg.avi', encode: ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p'] },
  vp9: {
    name: 'vp9.webm',
    encode: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '60', '-b:v', '1M'],
  },
  hevc: {
    name: 'hevc.mp4',
    encode: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'bframes=3:keyint=60:log-level=none'],
  },
  av1: { name: 'av1.mkv', encode: ['-c:v', 'libsvtav1', '-preset', '12', '-g', '60'] },
  ffv1: { name: 'ffv1.mkv', encode: ['-c:v', 'ffv1', '-pix_fmt', 'gray'] },
  'ffv1-deep': { name: 'ffv1-deep.mkv', encode: ['-c:v', 'ffv1', '-pix_fmt', 'gray16le'] },
  'raw-avi': { name: 'raw.avi', encode: ['-c:v', 'rawvideo', '-pix_fmt', 'bgr24'] },
} as const satisfies Record<string, Recipe>;

export type TestVideoKind = keyof typeof RECIPES;
export const TEST_VIDEO_KINDS = Object.keys(RECIPES).filter((name): name is TestVideoKind => name in RECIPES);

/** A video of `frames` numbered frames in `dir`; gives its path. Those with an edit list lack the first few. */
export async function makeNumberedVideo(
  dir: string,
  kind: TestVideoKind,
  { frames, width = 160, height = 120 }: { frames: number; width?: number; height?: number },
): Promise<string> {
  const recipe: Recipe = RECIPES[kind];
  const file = join(dir, recipe.name);
  const encoded = recipe.copy === undefined ? file : join(dir, `whole-${recipe.name}`);
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${width}x${height}`, '-r', `${TEST_FPS}`];
  await ffmpeg([...raw, '-i', 'pipe:0', ...recipe.encode, encoded], picturesOf(frames, width, height));
  if (recipe.copy !== undefined)
    await ffmpeg([...recipe.copy.before, '-i', encoded, '-c', 'copy', ...recipe.copy.after, file]);
  return file;
}

function* picturesOf(frames: number, width: number, height: number): Generator<Uint8Array> {
  for (let number = 0; number < frames; number++) yield numberedPixels(number, width, height);
}

/** Runs ffmpeg quietly; throws with what it said where it fails. */
async function ffmpeg(options: readonly string[], input: Iterable<Uint8Array> = []): Promise<void> {
  const child = spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...options]);
  let said = '';
  child.stderr.on('data', (data) => {
    said += String(data);
  });
  const closed = once(child, 'close');
  await pipeline(Readable.from(input), child.stdin).catch((error: unknown) => {
    said += String(error);
  });
  await closed;
  if (child.exitCode !== 0) throw new Error(`ffmpeg failed: ${said}`);
}

const frameList = z.object({
  frames: z.array(z.object({ best_effort_timestamp_time: z.string().optional() })),
});

/** When each frame of the video is shown, in milliseconds, as ffprobe lists them; null where it says none. */
export async function ffprobeFrames(file: string): Promise<(number | null)[]> {
  const shown = ['-select_streams', 'v:0', '-show_entries', 'frame=best_effort_timestamp_time'];
  const { stdout } = await promisify(execFile)('ffprobe', ['-v', 'error', ...shown, '-of', 'json', file], {
    maxBuffer: 64 * 1024 ** 2,
  });
  return frameList
    .parse(JSON.parse(stdout))
    .frames.map(({ best_effort_timestamp_time: seconds }) =>
      seconds === undefined ? null : Number(seconds) * 1000,
    );
}
