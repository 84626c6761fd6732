import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { createPackStore } from './packs.ts';
import { greyPng } from './test-support.ts';

it('makes room by the longest unused pack, and never by one that is in use', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'onset-packs-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const packs = join(dir, 'packs');
  mkdirSync(packs);
  writeFileSync(
    join(dir, 'a.png'),
    greyPng(8, 8, () => 7),
  );
  // There is no room for any pack beside the one that is being made.
  const store = createPackStore(
    packs,
    () => ({
      name: 'a',
      fps: null,
      media: {
        root: dir,
        paths: ['a.png'],
        sourceNumbers: [1],
        contentHash: 'h',
        container: null,
        timestampsMs: null,
      },
    }),
    1,
  );
  const pack = (imageSize: number) =>
    store.pack(
      { imageSize, content: 'grey', clips: [{ clipId: clipId.parse(1), frames: null }] },
      { signal: new AbortController().signal, report: () => {} },
    );
  const used = await pack(8);
  const usedTwice = await pack(8);
  const unused = await pack(16);
  unused.release();
  // The one in use is the older one.
  utimesSync(used.packFile, new Date(0), new Date(0));
  (await pack(24)).release();
  expect([used, unused].map(({ packFile }) => existsSync(packFile))).toEqual([true, false]);
  usedTwice.release();
  (await pack(32)).release();
  expect(existsSync(used.packFile)).toBe(true);
  used.release();
  (await pack(40)).release();
  expect(existsSync(used.packFile)).toBe(false);
  await store.close();
});
