import { expect, it } from 'vitest';
import { mediaKeyOf } from './media-key.ts';

const RANGE = {
  root: '/media',
  paths: ['a.mp4', 'a.mp4'],
  container: { kind: 'video' as const, path: 'a.mp4' },
  contentHash: 'abc',
  sourceNumbers: [10, 11],
  timestampsMs: [100, 110],
};

it('differs where a frame, or what is said of it, does', () => {
  const later = { ...RANGE, sourceNumbers: [20, 21], timestampsMs: [200, 210] };
  const keys = [
    mediaKeyOf({ fps: 100 }, RANGE),
    // Another range of the same video, after a sheet was put right.
    mediaKeyOf({ fps: 100 }, later),
    // The rate said by the user in place of the container's times.
    mediaKeyOf({ fps: 100 }, { ...RANGE, timestampsMs: null }),
    mediaKeyOf({ fps: 200 }, RANGE),
    mediaKeyOf({ fps: 100 }, { ...RANGE, root: '/elsewhere' }),
    mediaKeyOf({ fps: 100 }, { ...RANGE, contentHash: 'def' }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(mediaKeyOf({ fps: 100 }, structuredClone(RANGE))).toBe(keys[0]);
});
