import { expect, test } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { framePath, parseFramePath } from './frames.ts';

test('a frame path names clip, index and size, and comes back', () => {
  const request = { clipId: clipId.parse(12), index: 0, size: 'full' } as const;
  expect(framePath(request)).toBe('/frame/12/0?size=full');
  expect(parseFramePath('/frame/12/0?size=full')).toEqual(request);
});

test.each([
  '/frame/0/1?size=full',
  '/frame/1/-1?size=full',
  '/frame/1/1',
  '/frame/1/1?size=huge',
  '/frame/1/1?size=full&x=1',
  '/frame/a/1?size=full',
])('%s is no frame path', (path) => {
  expect(parseFramePath(path)).toBeNull();
});
