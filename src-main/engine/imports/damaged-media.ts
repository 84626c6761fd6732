import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { makeNumberedVideo } from '#main/media/test-videos.ts';
import { createRandom, type Random } from '#shared/base/random.ts';

/** Whole and damaged media for tests, made of the same samples; the same for the same seed. */

const run = promisify(execFile);

export interface MediaSample {
  readonly name: string;
  readonly ending: string;
  readonly bytes: Buffer;
}

/** A picture of 64 x 48 pixels in each format that is read. */
export async function imageSamples(dir: string): Promise<MediaSample[]> {
  const endings = ['png', 'jpg', 'webp', 'tiff', 'bmp', 'gif'];
  return Promise.all(
    endings.map(async (ending) => {
      const file = join(dir, `sample.${ending}`);
      const picture = ['-f', 'lavfi', '-i', 'testsrc=size=64x48', '-frames:v', '1'];
      await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...picture, file]);
      return { name: ending, ending, bytes: await readFile(file) };
    }),
  );
}

/** A video of 20 frames of each kind that matters. */
export async function videoSamples(dir: string): Promise<MediaSample[]> {
  const kinds = ['h264', 'mjpeg-avi', 'raw-avi', 'vp9', 'ffv1'] as const;
  const samples: MediaSample[] = [];
  for (const kind of kinds) {
    const file = await makeNumberedVideo(dir, kind, { frames: 20, width: 80, height: 64 });
    samples.push({ name: kind, ending: file.slice(file.lastIndexOf('.') + 1), bytes: await readFile(file) });
  }
  return samples;
}

type Damage = (bytes: Buffer, random: Random) => Buffer;

/** What is done to a sample; `isLost`: nothing can be left of it. */
const DAMAGES: readonly {
  readonly name: string;
  readonly isLost: boolean;
  readonly damage: Damage;
}[] = [
  { name: 'empty', isLost: true, damage: () => Buffer.alloc(0) },
  { name: 'zeros', isLost: true, damage: (bytes) => Buffer.alloc(bytes.length) },
  { name: 'beginning zeroed', isLost: true, damage: (bytes) => Buffer.from(bytes).fill(0, 0, 64) },
  { name: 'text', isLost: true, damage: () => Buffer.from('subject,clip,emotion\n1,a,fear\n') },
  { name: 'cut early', isLost: false, damage: (bytes, random) => cut(bytes, 0.05 + 0.3 * random.next()) },
  { name: 'cut late', isLost: false, damage: (bytes, random) => cut(bytes, 0.5 + 0.45 * random.next()) },
  { name: 'flipped', isLost: false, damage: (bytes, random) => flip(bytes, 64, random) },
  { name: 'flipped anywhere', isLost: false, damage: (bytes, random) => flip(bytes, 0, random) },
  { name: 'a hole', isLost: false, damage: hole },
];

function cut(bytes: Buffer, share: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

function flip(bytes: Buffer, from: number, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = 0; i < 6; i++) {
    const at = from + random.int(Math.max(1, copy.length - from));
    copy[at] = (copy[at] ?? 0) ^ (1 << random.int(8));
  }
  return copy;
}

function hole(bytes: Buffer, random: Random): Buffer {
  const from = 64 + random.int(Math.floor(bytes.length / 2));
  return Buffer.from(bytes).fill(0, from, from + Math.floor(bytes.length / 4));
}

export interface WrittenFile {
  /** Below the folder. */
  readonly path: string;
  readonly isLost: boolean;
}

/** `rounds` damaged files of each kind of damage and sample, each in `path(sample, damage)` below `dir`. */
export async function writeDamaged(
  dir: string,
  samples: readonly MediaSample[],
  rounds: number,
  seed: number,
): Promise<WrittenFile[]> {
  const random = createRandom(seed);
  const written: WrittenFile[] = [];
  for (let round = 0; round < rounds; round++)
    for (const sample of samples)
      for (const { name, isLost, damage } of DAMAGES) {
        const path = `fear/${name} ${round}/${sample.name}.${sample.ending}`;
        await write(join(dir, path), damage(sample.bytes, random));
        written.push({ path, isLost });
      }
  return written;
}

export async function write(file: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

/** Headers that claim 60,000 x 60,000 pixels. */
export function bombs(samples: readonly MediaSample[]): { readonly name: string; readonly bytes: Buffer }[] {
  const bytesOf = (ending: string) => {
    const sample = samples.find((one) => one.ending === ending);
    if (sample === undefined) throw new Error(`There is no sample .${ending}.`);
    return Buffer.from(sample.bytes);
  };
  const png = bytesOf('png');
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  const bmp = bytesOf('bmp');
  bmp.writeInt32LE(60_000, 18);
  bmp.writeInt32LE(60_000, 22);
  const gif = bytesOf('gif');
  gif.writeUInt16LE(60_000, 6);
  gif.writeUInt16LE(60_000, 8);
  const jpeg = bytesOf('jpg');
  const frame = jpeg.indexOf(Buffer.from('ffc0', 'hex'));
  jpeg.writeUInt16BE(60_000, frame + 5);
  jpeg.writeUInt16BE(60_000, frame + 7);
  return Object.entries({ png, bmp, gif, jpg: jpeg }).map(([ending, bytes]) => ({
    name: `bomb.${ending}`,
    bytes,
  }));
}

/** A raw AVI whose headers (avih and the BITMAPINFOHEADER of strf) claim 60,000 x 60,000 pixels. */
export function videoBomb(avi: Buffer): Buffer {
  const bomb = Buffer.from(avi);
  const avih = bomb.indexOf('avih') + 8;
  const strf = bomb.indexOf('strf') + 8;
  for (const at of [avih + 32, avih + 36, strf + 4, strf + 8]) bomb.writeUInt32LE(60_000, at);
  return bomb;
}

/** What is no file at all, under names that end in `ending`; gives their names below the folder. */
export async function writeSpecials(dir: string, ending: string): Promise<string[]> {
  const names = ['pipe', 'loop', 'nowhere', 'device', 'line\nbreak'].map((name) => `fear/${name}.${ending}`);
  const [pipe = '', loop = '', nowhere = '', device = '', line = ''] = names.map((name) => join(dir, name));
  await mkdir(join(dir, 'fear'), { recursive: true });
  await run('mkfifo', [pipe]);
  await symlink(`loop.${ending}`, loop);
  await symlink('not-there', nowhere);
  await symlink('/dev/zero', device);
  await write(line, 'x');
  await writeFile(
    Buffer.concat([Buffer.from(`${dir}/fear/`), Buffer.from([0xff]), Buffer.from(`.${ending}`)]),
    'x',
  );
  return [...names, `fear/\ufffd.${ending}`];
}
