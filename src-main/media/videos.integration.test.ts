import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEntry, startChild } from '#main/jobs/child.ts';
import { type DecoderEvent, type DecoderRequest, decoderEvent } from '#shared/contract/children.ts';
import type { FramePlace, VideoProbe } from '#shared/domain/frames.ts';
import type { DecoderWork } from './ask-decoder.ts';
import { numberInPixels } from './numbered-frames.ts';
import { ffprobeFrames, makeNumberedVideo, TEST_VIDEO_KINDS, type TestVideoKind } from './test-videos.ts';

/** A decoder child that answers in words what it cannot do. */
function openDecoder(entry: string) {
  const waiting = new Map<number, (event: DecoderEvent) => void>();
  let lastId = 0;
  const progress: number[] = [];
  const child = startChild<DecoderRequest, DecoderEvent>({
    entry,
    who: 'the decoder',
    events: decoderEvent,
    onEvent: (event) => {
      if (event.type === 'progress') progress.push(event.done / event.total);
      else waiting.get(event.id)?.(event);
    },
  });
  const ask = (work: DecoderWork): Promise<DecoderEvent> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      void child.ended.then((end) => reject(new Error(`The decoder ended: ${JSON.stringify(end)}`)));
      child.send({ ...work, id: lastId });
    });
  return {
    progress,
    probe: async (file: string): Promise<VideoProbe> => {
      const event = await ask({ type: 'probe', file });
      if (event.type !== 'probed') throw new Error(JSON.stringify(event));
      return event.probe;
    },
    /** What a frame carries as its number, and its size; or the refusal. */
    look: async (place: FramePlace) => {
      const event = await ask({ type: 'pixels', place });
      if (event.type === 'failed') return event.failure.message;
      if (event.type !== 'pixels') throw new Error(`Answered with ${event.type}.`);
      const { rgb, widthPx, heightPx } = event;
      return { number: numberInPixels(rgb, widthPx, heightPx), size: `${widthPx}x${heightPx}`, rgb };
    },
    ask,
    refusal: async (work: DecoderWork): Promise<string> => {
      const event = await ask(work);
      return event.type === 'failed' ? event.failure.message : `not refused: ${event.type}`;
    },
    cancelLast: () => child.send({ type: 'cancel', id: lastId }),
    close: () => child.stop(null, 500),
  };
}
type Decoder = ReturnType<typeof openDecoder>;

const FRAMES = 120;
/** Its edit list hides the first of its frames. */
const HIDDEN: Partial<Record<TestVideoKind, number>> = { 'h264-edit-list': 25 };
const VARIABLE: readonly TestVideoKind[] = ['h264-variable', 'h264-variable-mkv'];
/** Searches a kind: 14 x 36 = 504. */
const SEEKS = 36;

let dir: string;
let decoder: Decoder;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-videos-'));
  decoder = openDecoder(childEntry('decoder'));
});
afterAll(async () => {
  await decoder.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Steps, jumps both ways, and runs as a drag makes them: the same each time. */
function* walk(count: number, seed: number): Generator<number> {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let at = random(count);
  for (;;) {
    yield at;
    const step = [1, -1, -1 - random(30), random(count)][random(4)] ?? 0;
    at = (((at + step) % count) + count) % count;
  }
}

const place = (file: string, { timestampsMs }: VideoProbe, number: number): FramePlace => ({
  ...{ kind: 'video', file, number },
  timestampMs: timestampsMs?.[number] ?? null,
});

/** Asks for frames, four at a time; gives those that came with another number. */
async function wrongFrames(
  from: Decoder,
  file: string,
  probe: VideoProbe,
  firstNumber: number,
  seeks = SEEKS,
) {
  const walked = walk(probe.frameCount, file.length);
  const wrong: unknown[] = [];
  for (let done = 0; done < seeks; done += 4) {
    const numbers = Array.from({ length: 4 }, () => walked.next().value);
    const looks = await Promise.all(numbers.map((number) => from.look(place(file, probe, number))));
    for (const [i, look] of looks.entries())
      if (
        typeof look === 'string' ||
        look.number !== (numbers[i] ?? 0) + firstNumber ||
        look.size !== '160x120'
      )
        wrong.push({ asked: numbers[i], got: typeof look === 'string' ? look : [look.number, look.size] });
  }
  return wrong;
}

describe('the frames of a video', () => {
  it.each(TEST_VIDEO_KINDS)(
    '%s: listed as ffprobe lists them, and each is the one asked for',
    async (kind) => {
      const file = await makeNumberedVideo(dir, kind, { frames: FRAMES });
      const probe = await decoder.probe(file);
      const listed = await ffprobeFrames(file);
      expect(probe.frameCount).toBe(listed.length);
      expect(probe.frameCount).toBe(FRAMES - (HIDDEN[kind] ?? 0));
      for (const [i, ms] of (probe.timestampsMs ?? []).entries())
        expect(ms).toBeCloseTo(listed[i] ?? Number.NaN, 2);
      expect(probe).toMatchObject({ widthPx: 160, heightPx: 120, damage: null });
      expect(probe.fps).toBe(VARIABLE.includes(kind) ? null : 50);
      expect(probe.fileHash).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
      expect(await wrongFrames(decoder, file, probe, HIDDEN[kind] ?? 0)).toEqual([]);
    },
  );

  it.each(['h264', 'h264-open-gop', 'hevc'] as const)(
    '%s: the same pixels after a search as in a row',
    async (kind) => {
      const file = await makeNumberedVideo(dir, kind, { frames: FRAMES });
      const probe = await decoder.probe(file);
      const look = async (number: number) => {
        const seen = await decoder.look(place(file, probe, number));
        return typeof seen === 'string' ? seen : createHash('sha256').update(seen.rgb).digest('hex');
      };
      const inARow: string[] = [];
      for (let number = 0; number < FRAMES; number++) inARow.push(await look(number));
      const walked = walk(FRAMES, 7);
      for (let i = 0; i < SEEKS; i++) {
        const number = walked.next().value;
        expect(await look(number), `frame ${number}`).toBe(inARow[number]);
      }
    },
  );

  it('are found by counting where the user said the rate', async () => {
    const file = await makeNumberedVideo(dir, 'h264-open-gop', { frames: FRAMES });
    const counted = { ...(await decoder.probe(file)), timestampsMs: null };
    expect(await wrongFrames(decoder, file, counted, 0)).toEqual([]);
  });

  it('recordings that were put together, whose times begin anew: their frames are counted', async () => {
    const video = await makeNumberedVideo(dir, 'h264', { frames: FRAMES });
    const parts = ['lt(n,50)', 'gte(n,50)'].map((which, index) => {
      const part = join(dir, `part-${index}.ts`);
      const anew = `select='${which}',setpts=N/25/TB`;
      const encode = ['-c:v', 'libx264', '-crf', '4', '-g', '10', '-pix_fmt', 'yuv444p'];
      execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', video, '-vf', anew, ...encode, part]);
      return readFileSync(part);
    });
    const file = join(dir, 'together.ts');
    writeFileSync(file, Buffer.concat(parts));
    const probe = await decoder.probe(file);
    expect(probe).toMatchObject({ frameCount: FRAMES, timestampsMs: null, fps: null });
    // Forwards and back within the first, before the second was seen.
    for (const number of [30, 12, 45, 38, 49, 41, 100, 20, 70])
      expect(await decoder.look(place(file, probe, number))).toMatchObject({ number });
  });

  it('a raw stream has no times of its own: its frames are counted', async () => {
    const video = await makeNumberedVideo(dir, 'h264', { frames: FRAMES });
    const file = join(dir, 'stream.h264');
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', video, '-c', 'copy', file]);
    const probe = await decoder.probe(file);
    expect(probe).toMatchObject({ frameCount: FRAMES, timestampsMs: null, fps: null });
    expect(await wrongFrames(decoder, file, probe, 0)).toEqual([]);
  });

  it('are shown as JPEG with the right picture in it', async () => {
    const file = await makeNumberedVideo(dir, 'ffv1-deep', { frames: 12 });
    const shown = await decoder.ask({
      ...{ type: 'image', size: 'full' },
      place: place(file, await decoder.probe(file), 9),
    });
    if (shown.type !== 'image') throw new Error(JSON.stringify(shown));
    expect(shown.mimeType).toBe('image/jpeg');
    const jpeg = join(dir, 'shown.jpg');
    writeFileSync(jpeg, shown.bytes);
    expect(await decoder.look({ kind: 'image', file: jpeg })).toMatchObject({ number: 9, size: '160x120' });
  });

  it.each([
    ['bt709', 'tv'],
    ['bt709', 'pc'],
    ['smpte170m', 'tv'],
    ['smpte170m', 'pc'],
  ])('have their colours by the matrix %s and the range %s of the stream', async (matrix, range) => {
    const file = join(dir, `${matrix}-${range}.mp4`);
    const convert = `scale=out_color_matrix=${matrix.replace('smpte170m', 'bt601')}:out_range=${range},format=yuv420p`;
    const source = ['-f', 'lavfi', '-i', 'color=c=0xC04020:s=64x64:d=0.2,format=rgb24', '-vf', convert];
    const encode = ['-c:v', 'libx264', '-crf', '1', '-colorspace', matrix, '-color_range', range];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, ...encode, file]);
    const look = await decoder.look(place(file, await decoder.probe(file), 2));
    if (typeof look === 'string') throw new Error(look);
    const middle = look.rgb.subarray((32 * 64 + 32) * 3, (32 * 64 + 32) * 3 + 3);
    for (const [i, value] of [0xc0, 0x40, 0x20].entries())
      expect(Math.abs((middle[i] ?? 0) - value), `${middle}`).toBeLessThanOrEqual(3);
  });
});

describe('a video that is not whole, or no longer the same', () => {
  it.each(['h264', 'mjpeg-avi', 'vp9'] as const)(
    '%s cut in the middle says so, and shows what is left',
    async (kind) => {
      const whole = await makeNumberedVideo(dir, kind, { frames: FRAMES });
      const file = join(dir, `cut-${kind}${whole.slice(whole.lastIndexOf('.'))}`);
      // With its list of frames in front, an MP4 is of use without its end.
      execFileSync('ffmpeg', [
        '-v',
        'error',
        '-y',
        '-i',
        whole,
        '-c',
        'copy',
        '-movflags',
        'faststart',
        file,
      ]);
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, Math.round(bytes.length * 0.6)));
      const probe = await decoder.probe(file);
      expect(probe.frameCount).toBeLessThan(FRAMES);
      expect(probe.frameCount).toBeGreaterThan(20);
      expect(probe.damage).toMatch(/cannot be decoded|it ends after .* s, but says that it lasts 2.4 s/);
      for (const number of [20, 3, 10, 0])
        expect(await decoder.look(place(file, probe, number))).toMatchObject({ number });
    },
  );

  it('a frame of another video under the same name is not shown', async () => {
    const file = await makeNumberedVideo(dir, 'h264', { frames: FRAMES });
    const probe = await decoder.probe(file);
    expect(await decoder.look(place(file, probe, 3))).toMatchObject({ number: 3 });
    renameSync(await makeNumberedVideo(dir, 'h264-variable', { frames: FRAMES }), file);
    expect(await decoder.look(place(file, probe, 3))).toMatch(
      /h264\.mp4 is not the video it was when it was imported, or is damaged: its frame 3 at 0.06 s is missing/,
    );
  });

  it('is refused in words that name it', async () => {
    const video = await makeNumberedVideo(dir, 'h264', { frames: 12 });
    const avi = await makeNumberedVideo(dir, 'raw-avi', { frames: 3 });
    const save = (name: string, bytes: Uint8Array | string) => writeFileSync(join(dir, name), bytes);
    save('headless.mp4', readFileSync(video).subarray(0, 2000));
    save('text.mp4', 'Dear diary, today I labelled 300 clips.');
    save('empty.mp4', '');
    save('playlist.mp4', `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${video}\n#EXT-X-ENDLIST\n`);
    save('script.mp4', "ffconcat version 1.0\nfile 'h264.mp4'\n");
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=d=0.3', join(dir, 'sound.mp4')]);
    const bomb = readFileSync(avi);
    const at = bomb.indexOf('strf') + 8;
    bomb.writeInt32LE(60_000, at + 4);
    bomb.writeInt32LE(60_000, at + 8);
    save('bomb.avi', bomb);
    mkdirSync(join(dir, 'folder.mp4'));
    symlinkSync('loop.mp4', join(dir, 'loop.mp4'));
    execFileSync('mkfifo', [join(dir, 'pipe.mp4')]);
    const refusals: Record<string, RegExp> = {
      'headless.mp4': /is not a video this program reads, or is cut off/,
      'text.mp4': /is not a video this program reads/,
      'empty.mp4': /is empty/,
      'playlist.mp4': /is not a video this program reads/,
      'script.mp4': /is not a video this program reads/,
      'sound.mp4': /holds no pictures/,
      'bomb.avi': /60000 x 60000 pixels, which is more than a frame may have/,
      'folder.mp4': /is not a file/,
      'loop.mp4': /is a link that leads back to itself/,
      'pipe.mp4': /is not a file/,
      'gone.mp4': /is not there/,
    };
    for (const [name, words] of Object.entries(refusals)) {
      const file = join(dir, name);
      const refusal = await decoder.refusal({ type: 'probe', file });
      expect(refusal).toMatch(words);
      expect(refusal).toContain(name);
      expect(await decoder.look({ kind: 'video', file, number: 0, timestampMs: 0 })).toMatch(words);
    }
    expect((await decoder.probe(video)).frameCount).toBe(12);
  });
});

describe('probing', () => {
  it('tells how far it is, and can be cancelled', async () => {
    const file = await makeNumberedVideo(dir, 'h264', { frames: 300, width: 640, height: 480 });
    const cancelled = decoder.ask({ type: 'probe', file });
    decoder.cancelLast();
    expect(await cancelled).toMatchObject({ type: 'cancelled' });
    decoder.progress.length = 0;
    expect((await decoder.probe(file)).frameCount).toBe(300);
    expect(decoder.progress.length).toBeGreaterThan(1);
    expect(decoder.progress.every((share, i, all) => share >= (all[i - 1] ?? 0) && share <= 1)).toBe(true);
  });
});

/** A decoder on a machine for which the libraries are not installed. */
function entryWithoutLibraries(also = ''): string {
  const entry = join(dir, `without${also.length}.mjs`);
  writeFileSync(
    entry,
    `import { registerHooks } from 'node:module';
${also}
registerHooks({
  resolve(name, context, next) {
    if (name.startsWith('node-av')) throw new Error('is not installed');
    return next(name, context);
  },
});
await import(${JSON.stringify(pathToFileURL(childEntry('decoder')).href)});
`,
  );
  return entry;
}

describe('without the libraries', () => {
  it('the ffmpeg of the machine gives the same lists and the same frames', async () => {
    const without = openDecoder(entryWithoutLibraries());
    try {
      for (const kind of [
        'h264-variable',
        'h264-rotated',
        'h264-edit-list',
        'ffv1-deep',
        'mjpeg-avi',
      ] as const) {
        const file = await makeNumberedVideo(dir, kind, { frames: 40 });
        const probe = await without.probe(file);
        expect(probe, kind).toEqual(await decoder.probe(file));
        expect(await wrongFrames(without, file, probe, HIDDEN[kind] ?? 0, 12), kind).toEqual([]);
      }
    } finally {
      await without.close();
    }
  });

  it('and without ffmpeg, says what is missing', async () => {
    const without = openDecoder(entryWithoutLibraries("process.env.PATH = '/nowhere';"));
    try {
      const file = await makeNumberedVideo(dir, 'mjpeg-avi', { frames: 3 });
      expect(await without.refusal({ type: 'probe', file })).toMatch(
        /what decodes videos is not installed for this machine. Install Onset again, or ffmpeg/,
      );
    } finally {
      await without.close();
    }
  });
});
