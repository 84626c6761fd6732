import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { thumbnail as thumbnailOfPlace, withFrame } from './frames.ts';
import { colourSquare, fullImage, greySquare, setUpSharp } from './image.ts';

const thumbnail = (file: string) => thumbnailOfPlace({ kind: 'image', file });
const greyOf = (file: string, size: number) =>
  withFrame({ kind: 'image', file }, (image) => greySquare(image, size));
const colourOf = (file: string, size: number) =>
  withFrame({ kind: 'image', file }, (image) => colourSquare(image, size));

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-image-'));
  setUpSharp();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function grey(width: number, height: number, value: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));
}
/** A picture whose every pixel is `value(x, y)` grey. */
function picture(width: number, height: number, value: (x: number, y: number) => number) {
  return sharp(grey(width, height, value), { raw: { width, height, channels: 1 } });
}
const slope = (x: number, y: number) => (x * 7 + y * 13) % 256;
const ramp = (width: number, height: number) => picture(width, height, slope);

/** An uncompressed bitmap of 8 bits with a palette of greys, the lowest row first. */
function greyBmp(width: number, height: number, value: (x: number, y: number) => number): Uint8Array {
  const [stride, pixelsAt] = [Math.ceil(width / 4) * 4, 54 + 1024];
  const bytes = Buffer.alloc(pixelsAt + stride * height);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(pixelsAt, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(8, 28);
  for (let i = 0; i < 256; i++) bytes.fill(i, 54 + i * 4, 57 + i * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) bytes[pixelsAt + (height - 1 - y) * stride + x] = value(x, y);
  return bytes;
}

async function save(name: string, bytes: Uint8Array | Promise<Uint8Array>): Promise<string> {
  const file = join(dir, name);
  await writeFile(file, await bytes);
  return file;
}

async function refusal(work: Promise<unknown>): Promise<OnsetError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OnsetError) return error;
  throw new Error(`Not refused in words: ${error}`);
}

describe('a whole image', () => {
  it.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['webp', 'image/webp'],
    ['gif', 'image/gif'],
  ] as const)('%s is handed over byte by byte', async (format, mimeType) => {
    const file = await save(`whole.${format}`, ramp(50, 40).toFormat(format).toBuffer());
    const image = await fullImage(file);
    expect(image.mimeType).toBe(mimeType);
    expect(Buffer.from(image.bytes)).toEqual(await readFile(file));
  });

  it('TIFF, which browsers do not show, becomes PNG with the same pixels', async () => {
    const file = await save('whole.tiff', ramp(50, 40).tiff({ compression: 'lzw' }).toBuffer());
    const image = await fullImage(file);
    expect(image.mimeType).toBe('image/png');
    const { data, info } = await sharp(image.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([50, 40]);
    expect(Uint8Array.from(data)).toEqual(grey(50, 40, slope));
  });

  it('BMP and 16 bits a value become PNG of 8 bits, with the same picture', async () => {
    const deep = new Uint16Array(50 * 40).map((_, i) => slope(i % 50, Math.floor(i / 50)) * 257);
    const sixteen = sharp(deep, { raw: { width: 50, height: 40, channels: 1 } }).toColourspace('grey16');
    const files = [
      await save('whole.bmp', greyBmp(50, 40, slope)),
      await save('deep.png', sixteen.clone().png().toBuffer()),
      await save('deep.tiff', sixteen.clone().tiff({ compression: 'lzw' }).toBuffer()),
    ];
    for (const file of files) {
      const image = await fullImage(file);
      expect(image.mimeType, file).toBe('image/png');
      expect((await sharp(image.bytes).metadata()).depth).toBe('uchar');
      const shown = await sharp(image.bytes).extractChannel(0).raw().toBuffer();
      expect(Uint8Array.from(shown), file).toEqual(grey(50, 40, slope));
      expect(Uint8Array.from(await greyOf(file, 40))).toEqual(grey(40, 40, (x, y) => slope(x + 5, y)));
    }
  });

  it('an animation shows its first frame only', async () => {
    const frames = [0, 255].map((value) => ({
      create: { width: 8, height: 8, channels: 3 as const, background: { r: value, g: value, b: value } },
    }));
    const bytes = await sharp(await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer())), {
      join: { animated: true },
    })
      .gif()
      .toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    const image = await fullImage(await save('moving.gif', bytes));
    expect(image.mimeType).toBe('image/png');
    expect((await sharp(image.bytes).raw().toBuffer())[0]).toBe(0);
  });

  it('a thumbnail is at most 160 pixels wide and never enlarged', async () => {
    const widths = { 'wide.png': [640, 480, 160, 120], 'small.png': [100, 50, 100, 50] } as const;
    for (const [name, [width, height, ...expected]] of Object.entries(widths)) {
      const made = await thumbnail(await save(name, ramp(width, height).png().toBuffer()));
      const { format, width: w, height: h } = await sharp(made.bytes).metadata();
      expect([made.mimeType, format, w, h]).toEqual(['image/webp', 'webp', ...expected]);
    }
  });
});

describe('a grey square', () => {
  it('is the middle of the long side, not stretched', async () => {
    // 30 x 10: left third black, middle white, right black. The middle square is all white.
    const bands = picture(30, 10, (x) => (x >= 10 && x < 20 ? 255 : 0));
    const square = await greyOf(await save('bands.png', bands.png().toBuffer()), 10);
    expect([...square]).toEqual(new Array(100).fill(255));
  });

  it('keeps grey values as they are where nothing is scaled', async () => {
    const file = await save('exact.png', ramp(16, 16).png().toBuffer());
    expect(Uint8Array.from(await greyOf(file, 16))).toEqual(grey(16, 16, slope));
  });

  it('reads 8 and 16 bits, colour and transparency to the same scale', async () => {
    const deep = sharp(new Uint16Array(64).fill(100 * 257), { raw: { width: 8, height: 8, channels: 1 } });
    const files = [
      await save('deep.png', deep.toColourspace('grey16').png().toBuffer()),
      await save(
        'colour.png',
        sharp(new Uint8Array(192).fill(100), { raw: { width: 8, height: 8, channels: 3 } })
          .png()
          .toBuffer(),
      ),
      await save(
        'clear.png',
        sharp(
          new Uint8Array(256).map((_, i) => (i % 4 === 3 ? 255 : 100)),
          { raw: { width: 8, height: 8, channels: 4 } },
        )
          .png()
          .toBuffer(),
      ),
    ];
    for (const file of files) expect([...(await greyOf(file, 8))]).toEqual(new Array(64).fill(100));
  });

  it('is the same every time', async () => {
    const file = await save('again.jpg', ramp(333, 217).jpeg().toBuffer());
    expect(await greyOf(file, 40)).toEqual(await greyOf(file, 40));
  });

  it('is turned as the camera says', async () => {
    const light = (x: number, y: number) => x * 18 + y * 3;
    const onItsSide = await picture(12, 12, light).rotate(-90).png().toBuffer();
    const bytes = sharp(onItsSide).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
    const square = await greyOf(await save('turned.jpg', bytes), 12);
    const expected = grey(12, 12, light);
    expect(Math.max(...square.map((value, i) => Math.abs(value - (expected[i] ?? 0))))).toBeLessThan(4);
  });
});

describe('a square in colour', () => {
  it('has red, green and blue of each pixel, cut as the grey one is', async () => {
    // 6 x 2: two red pixels, then a blue and a green one, then two white ones. The middle is blue and green.
    const row = [255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 255, 0, 255, 255, 255, 255, 255, 255];
    const image = sharp(Uint8Array.from([...row, ...row]), { raw: { width: 6, height: 2, channels: 3 } });
    const file = await save('flag.png', image.png().toBuffer());
    expect([...(await colourOf(file, 2))]).toEqual([0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 255, 0]);
  });

  it('of grey, of 16 bits, of transparency: the same scale, three values', async () => {
    const expected = new Array(48).fill(100);
    const flat = new Uint8Array(16).fill(100);
    const files = [
      await save(
        'grey.png',
        sharp(flat, { raw: { width: 4, height: 4, channels: 1 } })
          .png()
          .toBuffer(),
      ),
      await save(
        'deep-grey.png',
        sharp(new Uint16Array(16).fill(100 * 257), { raw: { width: 4, height: 4, channels: 1 } })
          .toColourspace('grey16')
          .png()
          .toBuffer(),
      ),
      await save(
        'clear-colour.png',
        sharp(
          new Uint8Array(64).map((_, i) => (i % 4 === 3 ? 255 : 100)),
          { raw: { width: 4, height: 4, channels: 4 } },
        )
          .png()
          .toBuffer(),
      ),
    ];
    for (const file of files) expect([...(await colourOf(file, 4))], file).toEqual(expected);
  });
});

describe('bad input is refused in words that name the file', () => {
  const readers = {
    full: fullImage,
    thumbnail,
    pack: (file: string) => greyOf(file, 16),
    colours: (file: string) => colourOf(file, 16),
  };

  it.each(Object.entries(readers))('cut off, however little is missing: %s', async (_, read) => {
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff'] as const) {
      const file = await save(`cut.${format}`, ramp(64, 48).toFormat(format).toBuffer());
      const whole = await readFile(file);
      for (const bytes of [whole.length >> 2, whole.length >> 1, Math.floor(whole.length * 0.9)]) {
        truncateSync(file, bytes);
        const error = await refusal(read(file));
        expect(error.code).toBe('bad-input');
        expect(error.message).toContain(`cut.${format}`);
        await writeFile(file, whole);
      }
    }
  });

  it.each(Object.entries(readers))('no image, empty, a folder, gone: %s', async (_, read) => {
    const text = await save('text.png', Buffer.from('Dear diary, today I labelled 300 clips.'));
    expect((await refusal(read(text))).message).toMatch(/text\.png is not an image this program reads/);
    const empty = await save('empty.png', new Uint8Array());
    expect((await refusal(read(empty))).message).toMatch(/empty\.png is empty/);
    const folder = join(dir, 'folder.png');
    mkdirSync(folder, { recursive: true });
    expect((await refusal(read(folder))).message).toMatch(/folder\.png is not a file/);
    const gone = await refusal(read(join(dir, 'gone.png')));
    expect([gone.code, gone.message]).toEqual(['not-found', expect.stringMatching(/gone\.png is not there/)]);
  });

  it.each(Object.entries(readers))('more pixels than a frame may have, and a pipe: %s', async (_, read) => {
    const png = Buffer.from(await ramp(8, 8).png().toBuffer());
    png.writeUInt32BE(10_000, 16);
    png.writeUInt32BE(10_000, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    expect((await refusal(read(await save('bomb.png', png)))).message).toMatch(
      /bomb\.png says that it has more pixels than a frame may have/,
    );
    const bmp = Buffer.from(greyBmp(8, 8, slope));
    bmp.writeInt32LE(60_000, 18);
    bmp.writeInt32LE(-60_000, 22);
    expect((await refusal(read(await save('bomb.bmp', bmp)))).message).toMatch(
      /bomb\.bmp says that it is 60000 x 60000 pixels, which is more than a frame may have/,
    );
    const pipe = join(dir, `pipe ${read.name}.png`);
    execFileSync('mkfifo', [pipe]);
    expect((await refusal(read(pipe))).message).toMatch(/pipe .*\.png is not a file/);
    rmSync(pipe);
  });

  it('an SVG never reaches its parser', async () => {
    const file = await save(
      'drawing.png',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    );
    expect((await refusal(fullImage(file))).code).toBe('bad-input');
  });

  it('a whole image with something wrong inside', async () => {
    const file = await save('dirty.png', ramp(64, 48).png().toBuffer());
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
    writeFileSync(file, bytes);
    expect((await refusal(fullImage(file))).message).toMatch(/dirty\.png is damaged/);
  });
});
