import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillOrder } from './fill-order.ts';

it('begins where somebody is, goes on their way, then back', () => {
  expect(fillOrder({ frameCount: 300, index: 130, direction: 1 })).toEqual([128, 192, 256, 64, 0]);
  expect(fillOrder({ frameCount: 300, index: 130, direction: -1 })).toEqual([128, 64, 0, 192, 256]);
  expect(fillOrder({ frameCount: 1, index: 0, direction: 1 })).toEqual([0]);
  expect(fillOrder({ frameCount: 64, index: 63, direction: 1 })).toEqual([0]);
  expect(fillOrder({ frameCount: 65, index: 64, direction: 1 })).toEqual([64, 0]);
});

it('names each chunk of a clip once, and of a long one no more than 32', () => {
  const position = fc.integer({ min: 1, max: 5000 }).chain((frameCount) =>
    fc.record({
      frameCount: fc.constant(frameCount),
      index: fc.nat(frameCount - 1),
      direction: fc.constantFrom<1 | -1>(1, -1),
    }),
  );
  fc.assert(
    fc.property(position, (at) => {
      const order = fillOrder(at);
      expect(new Set(order).size).toBe(order.length);
      expect(order).toHaveLength(Math.min(32, Math.ceil(at.frameCount / 64)));
      expect(order.every((first) => first % 64 === 0 && first < at.frameCount)).toBe(true);
      expect(order[0]).toBe(Math.floor(at.index / 64) * 64);
    }),
  );
});
