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

describe('what waits', () => {
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
