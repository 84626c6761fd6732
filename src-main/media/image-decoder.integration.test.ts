import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImageDecoder, type ImageDecoder } from './image-decoder.ts';

/** In the place of the decoder, since no file is known that crashes it: dies over some names, answers all others. */
const FRAGILE = `
let asked = 0;
process.on('message', ({ id, place: { file }, size }) => {
  asked++;
  if (file.includes('endless')) return;
  if (file.includes('poison')) process.kill(process.pid, 'SIGSEGV');
  else setTimeout(() => process.send({ type: 'image', id, mimeType: size, bytes: Buffer.from(file + ' ' + asked) }), 20);
});
process.on('disconnect', () => process.exit(0));
`;

const image = (file: string) => ({ kind: 'image' as const, file });

let dir: string;
let decoder: ImageDecoder;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-decoder-'));
  const entry = join(dir, 'fragile.mjs');
  writeFileSync(entry, FRAGILE);
  decoder = createImageDecoder(entry);
});
afterEach(async () => {
  await decoder.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('a file over which the decoder crashes', () => {
  it('is reported, and costs none of those asked for beside it', async () => {
    const files = ['a', 'b', 'poison', 'c', 'd', 'another poison', 'e'];
    const outcomes = await Promise.allSettled(files.map((file) => decoder.decode(image(file), 'full')));
    expect(outcomes.map(({ status }) => status)).toEqual(
      files.map((file) => (file.includes('poison') ? 'rejected' : 'fulfilled')),
    );
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? String(outcome.reason) : [],
    );
    expect(reasons).toEqual([
      'OnsetError: The decoder crashed twice over poison.',
      'OnsetError: The decoder crashed twice over another poison.',
    ]);
    expect((await decoder.decode(image('afterwards'), 'full')).mimeType).toBe('full');
  });
});

describe('a file over which the decoder hangs', () => {
  it('is reported after a while, and costs none of those asked for beside it', async () => {
    await decoder.close();
    // Longer than a decoder needs to start on a busy machine.
    decoder = createImageDecoder(join(dir, 'fragile.mjs'), 4000);
    await decoder.decode(image('first'), 'full');
    const outcomes = await Promise.allSettled(
      ['a', 'endless', 'b', 'c', 'd', 'e'].map((file) => decoder.decode(image(file), 'full')),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      ...new Array<string>(4).fill('fulfilled'),
    ]);
    expect(String(outcomes.flatMap((one) => (one.status === 'rejected' ? one.reason : [])))).toBe(
      'OnsetError: The decoder came to no end with a frame of endless.',
    );
    expect((await decoder.decode(image('afterwards'), 'full')).mimeType).toBe('full');
  });
});

describe('what waits', () => {
  it('of thumbnails leaves room for a whole frame', async () => {
    // They would take all there is to give, and never end.
    const never = Promise.allSettled(
      Array.from({ length: 6 }, (_, i) => decoder.decode(image(`endless ${i}`), 'thumbnail')),
    );
    expect((await decoder.decode(image('frame'), 'full')).mimeType).toBe('full');
    await decoder.close();
    expect((await never).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('is read ahead only where nobody waits for anything else', async () => {
    const ended: string[] = [];
    const ask = async (file: string, size: 'full' | 'thumbnail', when: 'now' | 'ahead') => {
      await decoder.decode(image(file), size, when);
      ended.push(file);
    };
    const aheads = Array.from({ length: 6 }, (_, i) => ask(`ahead ${i}`, 'full', 'ahead'));
    await Promise.all([...aheads, ask('thumbnail', 'thumbnail', 'now'), ask('frame', 'full', 'now')]);
    expect(ended.indexOf('frame')).toBeLessThan(ended.indexOf('ahead 3'));
    expect(ended.indexOf('thumbnail')).toBeLessThan(ended.indexOf('ahead 3'));
  });

  it('comes whole frames before thumbnails', async () => {
    const ended: string[] = [];
    const ask = async (file: string, size: 'full' | 'thumbnail') => {
      await decoder.decode(image(file), size);
      ended.push(file);
    };
    const thumbnails = Array.from({ length: 12 }, (_, i) => ask(`thumbnail ${i}`, 'thumbnail'));
    await Promise.all([...thumbnails, ask('frame', 'full')]);
    // Four were in the child's hands before the frame was asked for.
    expect(ended.indexOf('frame')).toBeLessThanOrEqual(8);
    expect(ended.indexOf('frame')).toBeLessThan(ended.indexOf('thumbnail 11'));
  });

  it('is told when the project closes', async () => {
    const asked = Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((file) => decoder.decode(image(file), 'full')),
    );
    await decoder.close();
    for (const outcome of await asked)
      expect(outcome.status === 'fulfilled' || String(outcome.reason).includes('closed')).toBe(true);
  });
});
