import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What is scrubbed through, as the issue of the scrubber asks. */
export const CLIP = { frames: 300, widthPx: 640, heightPx: 480 } as const;
/** Subject, clip and frame in the names of {@link frameFile}. */
export const CLIP_PATTERN = '(?<subject>S\\d+)_(?<clip>\\d+)_(?<frame>\\d+)';

const run = promisify(execFile);
/** A moving picture with some noise, so that a JPEG is as large as one of a camera. */
const picture = (frames: number) =>
  `testsrc2=size=${CLIP.widthPx}x${CLIP.heightPx}:rate=100,noise=alls=12:allf=t:all_seed=1,trim=end_frame=${frames}`;

export const frameFile = (dir: string, index: number) =>
  join(dir, 'neutral', `S1_1_${String(index).padStart(4, '0')}.jpg`);

/** Writes the frames of one clip as JPEGs below `dir`. */
export async function writeFrames(dir: string): Promise<void> {
  await mkdir(join(dir, 'neutral'), { recursive: true });
  const pattern = join(dir, 'neutral', 'S1_1_%04d.jpg');
  await ffmpeg(['-i', picture(CLIP.frames), '-q:v', '4', '-start_number', '0', pattern]);
}

/** Writes an H.264 video of the same pictures, with B-frames. */
export async function writeVideo(file: string, frames: number): Promise<void> {
  await ffmpeg([
    '-i',
    picture(frames),
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '20',
    '-pix_fmt',
    'yuv420p',
    file,
  ]);
}

async function ffmpeg(args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', ...args]);
}
