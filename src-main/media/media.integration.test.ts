import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesPerFrame } from '#main/framestore/format.ts';
import { openPack } from '#main/framestore/pack-reader.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { PackContent } from '#shared/contract/children.ts';
import { type ClipId, clipId } from '#shared/domain/ids.ts';
import { createMedia, type Media, type MediaClip, type PackOrder } from './index.ts';
import { greyPng } from './test-support.ts';

const WHITE = 255;
let dir: string;
let media: Media;
const clips = new Map<number, MediaClip>();

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-media-'));
  clips.clear();
  media = openMedia();
});
afterEach(async () => {
  await media.close();
  rmSync(dir, { recursive: true, force: true });
});

function openMedia(cacheDir = join(dir, 'cache')): Media {
  return createMedia({
    cacheDir,
    readClip: (id) => {
      const clip = clips.get(id);
      if (clip === undefined) throw new OnsetError('not-found', `There is no clip ${id}.`);
      return clip;
    },
  });
}

/** A clip of frames of one grey each, 64 x 48, at 200 fps, numbered by its source from 46 on. */
function addClip(id: number, greys: readonly number[], contentHash: string | null = `hash ${id}`): void {
  const paths = greys.map((grey, index) => {
    const path = `clip${id}-${index}.png`;
    writeFileSync(
      join(dir, path),
      greyPng(64, 48, () => grey),
    );
    return path;
  });
  clips.set(id, {
    name: `EP0${id}`,
    fps: 200,
    media: {
      root: dir,
      paths,
      sourceNumbers: greys.map((_, index) => 46 + index),
      contentHash,
      container: null,
      timestampsMs: null,
    },
  });
}

/** A clip of 400 frames, all one file of 640 x 480: enough for the decoder to be at work for a while. */
function addLongClip(id: number): void {
  writeFileSync(
    join(dir, 'long.png'),
    greyPng(640, 480, (x) => x % 256),
  );
  const paths = new Array<string>(400).fill('long.png');
  const sourceNumbers = paths.map((_, index) => index);
  clips.set(id, {
    name: 'Long',
    fps: 200,
    media: { root: dir, paths, sourceNumbers, contentHash: 'long', container: null, timestampsMs: null },
  });
}

const ask = (id: number, index: number, size: 'full' | 'thumbnail' = 'full') =>
  media.frame({ clipId: clipId.parse(id), index, size });

async function refusal(work: Promise<unknown>): Promise<OnsetError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OnsetError) return error;
  throw new Error(`Not refused in words: ${error}`);
}

/** The decoders of this test process that are alive. */
function decoders(): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((line) => line.includes('decoder/main.ts'))
    .map((line) => Number.parseInt(line, 10));
}

const thumbnailFiles = () =>
  readdirSync(join(dir, 'cache', 'thumbnails'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.thumbnail'))
    .map((name) => join(dir, 'cache', 'thumbnails', name));

describe('a frame', () => {
  it('comes with its index, the number of its source and its time', async () => {
    addClip(1, [10, 20, 30]);
    const { bytes, ...header } = await ask(1, 2);
    expect(header).toEqual({
      clipId: 1,
      index: 2,
      sourceNumber: 48,
      timestampMs: 10,
      contentHash: 'hash 1',
      mimeType: 'image/png',
    });
    expect(Buffer.from(bytes)).toEqual(readFileSync(join(dir, 'clip1-2.png')));
    expect((await ask(1, 1, 'thumbnail')).mimeType).toBe('image/webp');
  });

  it('has no time where the rate is unknown', async () => {
    addClip(1, [10]);
    const clip = clips.get(1);
    if (clip !== undefined) clips.set(1, { ...clip, fps: null });
    expect((await ask(1, 0)).timestampMs).toBeNull();
  });

  it('that is missing or broken is told by clip and file; the next one still comes', async () => {
    addClip(1, [10, 20, 30]);
    rmSync(join(dir, 'clip1-0.png'));
    const gone = await refusal(ask(1, 0));
    expect([gone.code, gone.message]).toEqual([
      'not-found',
      expect.stringMatching(/EP01.*clip1-0\.png is not there/),
    ]);
    writeFileSync(join(dir, 'clip1-1.png'), 'Not a picture at all, though its name says so.');
    const text = await refusal(ask(1, 1));
    expect([text.code, text.message]).toEqual([
      'bad-input',
      expect.stringMatching(/EP01.*clip1-1\.png is not an image/),
    ]);
    expect((await refusal(ask(1, 3))).message).toBe(
      'The clip EP01 has no frame 3: it has 3, counted from 0.',
    );
    expect((await refusal(ask(9, 0))).code).toBe('not-found');
    expect((await ask(1, 2)).sourceNumber).toBe(48);
  });

  it('of a clip without media is refused in words', async () => {
    clips.set(1, {
      name: 'EP01',
      fps: null,
      media: {
        root: null,
        paths: ['', ''],
        sourceNumbers: [46, 47],
        contentHash: null,
        container: null,
        timestampsMs: null,
      },
    });
    expect((await refusal(ask(1, 0))).message).toMatch(/EP01 were not there when it was imported/);
  });

  it('asked for many times at once is decoded for all', async () => {
    addClip(
      1,
      Array.from({ length: 40 }, (_, index) => index),
    );
    const asked = await Promise.all(
      Array.from({ length: 200 }, (_, index) => ask(1, index % 40, index % 3 === 0 ? 'full' : 'thumbnail')),
    );
    expect(asked.map(({ index }) => index)).toEqual(Array.from({ length: 200 }, (_, index) => index % 40));
  });

  it('is decoded once for all who ask at once, and for those who ask again', async () => {
    addClip(1, [10]);
    const [one, other] = await Promise.all([ask(1, 0), ask(1, 0)]);
    expect(other.bytes).toBe(one.bytes);
    expect((await ask(1, 0)).bytes).toBe(one.bytes);
  });

  it('asked for after closing is refused', async () => {
    addClip(1, [10]);
    await media.close();
    expect((await refusal(ask(1, 0))).code).toBe('cancelled');
  });
});

describe('the decoder', () => {
  it('killed with requests in its hands is started again and answers them all', async () => {
    addClip(
      1,
      Array.from({ length: 60 }, (_, index) => index),
    );
    await ask(1, 0);
    const all = Promise.all(Array.from({ length: 60 }, (_, index) => ask(1, index, 'thumbnail')));
    const [pid] = decoders();
    if (pid === undefined) throw new Error('There is no decoder.');
    process.kill(pid, 'SIGKILL');
    expect((await all).length).toBe(60);
    expect(decoders()).not.toContain(pid);
  });

  it('leaves when the project is closed', async () => {
    addClip(1, [10]);
    await ask(1, 0);
    expect(decoders()).toHaveLength(1);
    await media.close();
    expect(decoders()).toEqual([]);
  });
});

describe('the cache of thumbnails', () => {
  it('is used by the next session, remade where damaged, and may be deleted while in use', async () => {
    addClip(1, [10, 20]);
    const first = await ask(1, 0, 'thumbnail');
    const [file] = thumbnailFiles();
    if (file === undefined) throw new Error('Nothing was kept.');
    await media.close();

    // Without the source, only the cache can answer.
    rmSync(join(dir, 'clip1-0.png'));
    media = openMedia();
    expect(Uint8Array.from((await ask(1, 0, 'thumbnail')).bytes)).toEqual(first.bytes);
    await media.close();

    writeFileSync(
      join(dir, 'clip1-0.png'),
      greyPng(64, 48, () => 10),
    );
    const kept = readFileSync(file);
    kept[kept.length - 5] = (kept[kept.length - 5] ?? 0) ^ 1;
    writeFileSync(file, kept);
    media = openMedia();
    expect(Uint8Array.from((await ask(1, 0, 'thumbnail')).bytes)).toEqual(first.bytes);

    rmSync(join(dir, 'cache'), { recursive: true });
    expect((await ask(1, 1, 'thumbnail')).mimeType).toBe('image/webp');
  });

  it('that cannot be written costs nothing but time', async () => {
    addClip(1, [10]);
    writeFileSync(join(dir, 'no-folder'), '');
    await media.close();
    media = openMedia(join(dir, 'no-folder'));
    expect((await ask(1, 0, 'thumbnail')).mimeType).toBe('image/webp');
  });
});

describe('a pack', () => {
  const task = (signal = new AbortController().signal) => {
    const reports: [number, number][] = [];
    return { signal, report: (done: number, total: number) => void reports.push([done, total]), reports };
  };
  const ids = (...numbers: number[]) => numbers.map((number) => clipId.parse(number));
  const order = (
    clipIds: readonly ClipId[],
    imageSize: number,
    content: PackContent = 'grey',
  ): PackOrder => ({
    imageSize,
    content,
    clips: clipIds.map((id) => ({ clipId: id, frames: null })),
  });
  /** All bytes of a clip. */
  const packed = async (file: string, id: number) => {
    const pack = openPack(file);
    try {
      const frames = new Uint8Array(pack.frameCount(id) * bytesPerFrame(pack.format));
      await pack.readFrames(id, [...new Array(pack.frameCount(id)).keys()], frames);
      return frames;
    } finally {
      pack.close();
    }
  };

  it('holds every clip as grey squares, and is made only once for the same clips and size', async () => {
    addClip(1, [0, 100, WHITE]);
    addClip(2, [7]);
    const first = await media.pack(order(ids(1, 2), 16), task());
    expect(first.unreadable).toEqual([]);
    const expected = [0, 100, WHITE].flatMap((grey) => new Array<number>(256).fill(grey));
    expect([...(await packed(first.packFile, 1))]).toEqual(expected);
    expect([...(await packed(first.packFile, 2))]).toEqual(new Array(256).fill(7));

    const made = statSync(first.packFile).ino;
    expect((await media.pack(order(ids(1, 2), 16), task())).packFile).toBe(first.packFile);
    expect(statSync(first.packFile).ino).toBe(made);
    expect((await media.pack(order(ids(1, 2), 8), task())).packFile).not.toBe(first.packFile);
    expect((await media.pack(order(ids(1), 16), task())).packFile).not.toBe(first.packFile);
    addClip(2, [8], 'another hash');
    expect((await media.pack(order(ids(1, 2), 16), task())).packFile).not.toBe(first.packFile);
  });

  it('in colour is another than the grey one', async () => {
    addClip(1, [0, 100]);
    const colour = await media.pack(order(ids(1), 8, 'rgb'), task());
    const expected = [0, 100].flatMap((grey) => new Array<number>(3 * 64).fill(grey));
    expect([...(await packed(colour.packFile, 1))]).toEqual(expected);
    expect((await media.pack(order(ids(1), 8), task())).packFile).not.toBe(colour.packFile);
  });

  it('of flow holds the frames that were chosen, measured from the first of them', async () => {
    const paths = [0, 1, 2].map((shift) => {
      const path = `moving-${shift}.png`;
      const wave = (x: number, y: number) => 128 + 50 * Math.sin(x / 6) + 50 * Math.cos(y / 8 + x / 12);
      writeFileSync(
        join(dir, path),
        greyPng(128, 128, (x, y) => Math.round(wave(x - 2 * shift, y))),
      );
      return path;
    });
    const media1 = {
      root: dir,
      paths,
      sourceNumbers: [0, 1, 2],
      contentHash: 'moving',
      container: null,
      timestampsMs: null,
    };
    clips.set(1, { name: 'Moving', fps: 200, media: media1 });
    const flow = (frames: readonly number[]): PackOrder => ({
      imageSize: 32,
      content: 'flow',
      clips: [{ clipId: clipId.parse(1), frames }],
    });
    /** u in the middle of each frame. */
    const middles = async (packFile: string) => {
      const values = new Float32Array((await packed(packFile, 1)).buffer);
      return Array.from(
        { length: values.length / (3 * 32 ** 2) },
        (_, frame) => values[3 * (frame * 32 ** 2 + 16 * 32 + 16)],
      );
    };
    const both = await media.pack(flow([0, 1, 1, 2]), task());
    const [one, again, two, ...more] = await middles(both.packFile);
    expect(more).toEqual([]);
    // Two pixels of 128 are half a pixel of 32.
    expect(one).toBeCloseTo(0.5, 1);
    expect(again).toBe(one);
    expect(two).toBeCloseTo(1, 1);
    expect((await media.pack(flow([0, 1, 1, 2]), task())).packFile).toBe(both.packFile);
    const back = await media.pack(flow([2, 0]), task());
    expect(back.packFile).not.toBe(both.packFile);
    expect((await middles(back.packFile))[0]).toBeCloseTo(-1, 1);

    // Its media was exchanged since for one of fewer frames; or a frame is bad.
    expect((await media.pack(flow([0, 3]), task())).unreadable).toEqual([
      { clipId: 1, reason: 'it has only 3 frames now' },
    ]);
    writeFileSync(join(dir, 'moving-0.png'), 'no picture');
    expect((await media.pack(flow([0, 2]), task())).unreadable[0]?.reason).toMatch(
      /moving-0\.png is not an image/,
    );
  });

  it('that was damaged is made again', async () => {
    addClip(1, [1, 2, 3]);
    const { packFile } = await media.pack(order(ids(1), 16), task());
    const whole = readFileSync(packFile);
    const damages = [
      whole.subarray(0, whole.length >> 1),
      Buffer.from('foreign'),
      Buffer.from(whole).fill(9, 100, 110),
    ];
    for (const damage of damages) {
      writeFileSync(packFile, damage);
      expect((await media.pack(order(ids(1), 16), task())).packFile).toBe(packFile);
      expect(readFileSync(packFile)).toEqual(whole);
    }
  });

  it('leaves out a clip with a bad file, tells which, and takes it once it is mended', async () => {
    addClip(1, [1, 2, 3]);
    addClip(2, [4, 5, 6]);
    addClip(3, [7]);
    writeFileSync(join(dir, 'clip2-1.png'), greyPng(64, 48, () => 5).subarray(0, 60));
    rmSync(join(dir, 'clip3-0.png'));
    const outcome = await media.pack(order(ids(1, 2, 3), 16), task());
    expect(outcome.unreadable.map(({ clipId: id }) => id)).toEqual([2, 3]);
    expect(outcome.unreadable[0]?.reason).toMatch(/clip2-1\.png is damaged or cut off/);
    expect(outcome.unreadable[1]?.reason).toMatch(/clip3-0\.png is not there/);
    await expect(packed(outcome.packFile, 2)).rejects.toThrow('not in the pack');
    expect((await packed(outcome.packFile, 1)).length).toBe(3 * 256);

    addClip(2, [4, 5, 6]);
    addClip(3, [7]);
    expect((await media.pack(order(ids(1, 2, 3), 16), task())).unreadable).toEqual([]);
    expect((await packed(outcome.packFile, 2))[256]).toBe(5);
  });

  it('tells clips without media', async () => {
    addClip(1, [1]);
    clips.set(2, {
      name: 'EP02',
      fps: null,
      media: {
        root: null,
        paths: [],
        sourceNumbers: [],
        contentHash: null,
        container: null,
        timestampsMs: null,
      },
    });
    const { unreadable } = await media.pack(order(ids(1, 2), 16), task());
    expect(unreadable).toEqual([{ clipId: 2, reason: 'its frames are not on this machine' }]);
  });

  it('reports how far it is, can be cancelled, and leaves nothing half made', async () => {
    addLongClip(1);
    const controller = new AbortController();
    const running = task(controller.signal);
    const work = media.pack(order(ids(1), 64), {
      signal: controller.signal,
      report: (done, total) => {
        running.report(done, total);
        controller.abort();
      },
    });
    expect((await refusal(work)).code).toBe('cancelled');
    expect(running.reports[0]?.[1]).toBe(400);
    expect(readdirSync(join(dir, 'cache', 'packs'))).toEqual([]);
    expect(decoders()).toEqual([]);
  });

  it('survives its decoder being killed once', async () => {
    addLongClip(1);
    let killed = false;
    const { packFile } = await media.pack(order(ids(1), 16), {
      signal: new AbortController().signal,
      report: () => {
        if (killed) return;
        const [pid] = decoders();
        if (pid === undefined) throw new Error('There is no decoder.');
        killed = true;
        process.kill(pid, 'SIGKILL');
      },
    });
    expect(killed).toBe(true);
    expect(await packed(packFile, 1)).toHaveLength(400 * 256);
    expect(readdirSync(join(dir, 'cache', 'packs'))).toHaveLength(1);
  });

  it('that cannot be written is told in words', async () => {
    addClip(1, [1]);
    await media.close();
    writeFileSync(join(dir, 'no-folder'), '');
    media = openMedia(join(dir, 'no-folder'));
    expect((await refusal(media.pack(order(ids(1), 16), task()))).message).toMatch(
      /^Cannot make the folder of packed frames .*no-folder.packs: a file stands where the folder should be/,
    );
  });
});
