import { expect, it } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { drawDrift, driftAt, envelope } from './motion.ts';

const marks = { onset: 4, apex: 12, offset: 28 };

it('an expression is nothing up to its onset and from its offset on, and full at its apex alone', () => {
  const course = Array.from({ length: 40 }, (_, frame) => envelope(frame, marks));
  expect(course.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(course.slice(28)).toEqual(Array(12).fill(0));
  expect(course.filter((height) => height === 1)).toHaveLength(1);
  expect(course[12]).toBe(1);
});

it('rises and falls steadily; halfway is half', () => {
  for (let frame = 4; frame < 12; frame++)
    expect(envelope(frame + 1, marks)).toBeGreaterThan(envelope(frame, marks));
  for (let frame = 12; frame < 28; frame++)
    expect(envelope(frame + 1, marks)).toBeLessThan(envelope(frame, marks));
  expect(envelope(8, marks)).toBe(0.5);
  expect(envelope(20, marks)).toBe(0.5);
});

it('a drift starts at 0 and stays within twice its reach', () => {
  const random = createRandom(1);
  for (let i = 0; i < 50; i++) {
    const drift = drawDrift(random, 0.1);
    expect(driftAt(drift, 0)).toBe(0);
    for (let at = 0; at <= 1; at += 0.05) expect(Math.abs(driftAt(drift, at))).toBeLessThan(2 * 0.11);
  }
});
