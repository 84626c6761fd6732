import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPack } from '#main/framestore/pack-reader.ts';
import { temporaryOf } from '#main/framestore/pack-writer.ts';
import { clipId } from '#shared/domain/ids.ts';
import { writePack } from './pack.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-pack-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const never = new AbortController().signal;

/** A clip of 8 x 8 frames, one grey each. */
async function makeClip(id: number, greys: readonly number[]) {
  const files: string[] = [];
  for (const [index, grey] of greys.entries()) {
    const file = join(dir, `${id}-${index}.png`);
    const pixels = new Uint8Array(64).fill(grey);
    await sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } })
      .png()
      .toFile(file);
    files.push(file);
  }
  return { clipId: clipId.parse(id), files, contentHash: `hash ${id}` };
}

/** The first value of each frame of a clip. */
function greysOf(packFile: string, id: number): number[] {
  const pack = openPack(packFile);
  const frame = new Uint8Array(pack.imageSize ** 2);
  const greys = Array.from({ length: pack.frameCount(id) }, (_, index) => {
    pack.readFrames(id, [index], frame);
    return frame[0] ?? -1;
  });
  pack.close();
  return greys;
}

describe('packing', () => {
  it('keeps clips and frames in order, though several are decoded at once', async () => {
    const packFile = join(dir, 'clips.pack');
    const clips = await Promise.all(
      [1, 2, 3].map((id) =>
        makeClip(
          id,
          Array.from({ length: 25 }, (_, index) => id * 50 + index),
        ),
      ),
    );
    const reports: number[] = [];
    expect(
      await writePack({ packFile, imageSize: 8, clips }, never, (done, total) => reports.push(done, total)),
    ).toEqual([]);
    for (const id of [1, 2, 3])
      expect(greysOf(packFile, id)).toEqual(Array.from({ length: 25 }, (_, index) => id * 50 + index));
    expect(reports.slice(-2)).toEqual([75, 75]);
  });

  it('gives the same bytes every time', async () => {
    const clips = [await makeClip(1, [1, 2, 3]), await makeClip(2, [4])];
    const files = ['a.pack', 'b.pack'].map((name) => join(dir, name));
    for (const packFile of files) await writePack({ packFile, imageSize: 5, clips }, never, () => {});
    const [first, second] = files.map((file) => readFileSync(file));
    expect(first).toEqual(second);
  });

  it.each([0, 1, 24])(
    'leaves a clip out, whole, whose frame %i is bad; the next clip is untouched',
    async (bad) => {
      const packFile = join(dir, 'clips.pack');
      const clips = await Promise.all([1, 2, 3].map((id) => makeClip(id, new Array(25).fill(id))));
      writeFileSync(join(dir, `2-${bad}.png`), 'no picture');
      const unreadable = await writePack({ packFile, imageSize: 8, clips }, never, () => {});
      expect(unreadable).toEqual([{ clipId: 2, reason: expect.stringContaining(`2-${bad}.png`) }]);
      expect(greysOf(packFile, 1)).toEqual(new Array(25).fill(1));
      expect(greysOf(packFile, 3)).toEqual(new Array(25).fill(3));
      expect(() => greysOf(packFile, 2)).toThrow('not in the pack');
    },
  );

  it('leaves out a clip without frames', async () => {
    const packFile = join(dir, 'clips.pack');
    const clips = [await makeClip(1, []), await makeClip(2, [9])];
    const unreadable = await writePack({ packFile, imageSize: 8, clips }, never, () => {});
    expect(unreadable).toEqual([{ clipId: 1, reason: 'it has no frames' }]);
    expect(greysOf(packFile, 2)).toEqual([9]);
  });

  it('stops when cancelled and leaves no file', async () => {
    const clips = [await makeClip(1, new Array(60).fill(3))];
    const controller = new AbortController();
    const before = readdirSync(dir).length;
    const work = writePack(
      { packFile: join(dir, 'clips.pack'), imageSize: 8, clips },
      controller.signal,
      (done) => {
        if (done === 5) controller.abort();
      },
    );
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(dir).length).toBe(before);
  });

  it('says that the disk is full', async () => {
    const packFile = join(dir, 'clips.pack');
    // Linux's own full disk stands where the pack is written.
    symlinkSync('/dev/full', temporaryOf(packFile, process.pid));
    const clips = [await makeClip(1, [1])];
    await expect(writePack({ packFile, imageSize: 8, clips }, never, () => {})).rejects.toThrow(
      `Cannot write the packed frames ${packFile}: the disk is full. Free some space and try again.`,
    );
    expect(readdirSync(dir)).toEqual(['1-0.png']);
  });
});
