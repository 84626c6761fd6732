import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createImageCache } from './image-cache.ts';

describe('the cache of images', () => {
  it('lets go of what was longest unused', () => {
    const cache = createImageCache<string>(30);
    for (const key of ['a', 'b', 'c']) cache.set(key, key.toUpperCase(), 10);
    expect(cache.get('a')).toBe('A');
    cache.set('d', 'D', 10);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['A', undefined, 'C', 'D']);
  });

  it('counts a value that replaces another once, and keeps none larger than itself', () => {
    const cache = createImageCache<string>(30);
    for (let i = 0; i < 5; i++) cache.set('a', `A${i}`, 20);
    cache.set('b', 'B', 10);
    expect([cache.get('a'), cache.get('b')]).toEqual(['A4', 'B']);
    cache.set('huge', 'H', 31);
    expect([cache.get('huge'), cache.get('a')]).toEqual([undefined, 'A4']);
  });

  it('never holds more than it may, whatever is put in', () => {
    const puts = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 120 })));
    fc.assert(
      fc.property(puts, (entries) => {
        const cache = createImageCache<number>(100);
        for (const [key, bytes] of entries) cache.set(String(key), bytes, bytes);
        const held = Array.from({ length: 10 }, (_, key) => cache.get(String(key)) ?? 0);
        expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(100);
        const last = entries.at(-1);
        if (last !== undefined && last[1] <= 100) expect(cache.get(String(last[0]))).toBe(last[1]);
      }),
    );
  });
});
