import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aim, createCanvas, paint } from './canvas.ts';
import { viewOf } from './view.ts';

const small = (reach: number) => fc.double({ min: -reach, max: reach, noNaN: true });
const pose = fc.record({
  dx: small(0.3),
  dy: small(0.3),
  roll: small(0.5),
  scale: fc.double({ min: 0.7, max: 1.4, noNaN: true }),
  yaw: small(0.08),
  pitch: small(0.08),
});

it('face coordinates span the picture, its middle is the face’s middle', () => {
  const canvas = createCanvas(4);
  aim(canvas, viewOf({ dx: 0, dy: 0, roll: 0, scale: 1, yaw: 0, pitch: 0 }));
  expect(Array.from(canvas.x.slice(0, 4))).toEqual([-0.75, -0.25, 0.25, 0.75]);
  expect([canvas.y[0], canvas.y[4], canvas.y[8], canvas.y[12]]).toEqual([-0.75, -0.25, 0.25, 0.75]);
});

it('a head twice as near shows half as much of itself, and a turned one lies askew', () => {
  const canvas = createCanvas(2);
  aim(canvas, viewOf({ dx: 0, dy: 0, roll: 0, scale: 2, yaw: 0, pitch: 0 }));
  expect(canvas.x[1]).toBeCloseTo(0.25, 12);
  aim(canvas, viewOf({ dx: 0, dy: 0, roll: Math.PI / 2, scale: 1, yaw: 0, pitch: 0 }));
  // Turned clockwise by a quarter: the picture's right is the face's top.
  expect(canvas.y[1]).toBeCloseTo(-0.5, 12);
});

it('turning the head moves its middle and leaves its outline', () => {
  const canvas = createCanvas(64);
  aim(canvas, viewOf({ dx: 0, dy: 0, roll: 0, scale: 1, yaw: 0.05, pitch: 0 }));
  const straight = (column: number) => (column * 2 + 1) / 64 - 1;
  const middleRow = 32 * 64;
  expect(canvas.x[middleRow + 32]).toBeCloseTo(straight(32) - 0.05, 3);
  expect(canvas.x[middleRow + 60]).toBe(straight(60));
});

it('paint reaches every pixel of its box, however the head stands', () => {
  fc.assert(
    fc.property(pose, small(0.8), small(0.8), small(0.4), small(0.4), (standing, cx, cy, w, h) => {
      const canvas = createCanvas(24);
      aim(canvas, viewOf(standing));
      const [left, right, top, bottom] = [
        cx - Math.abs(w),
        cx + Math.abs(w),
        cy - Math.abs(h),
        cy + Math.abs(h),
      ];
      const reached = new Set<number>();
      paint(canvas, [left, top, right, bottom], (i) => reached.add(i));
      for (let i = 0; i < 24 * 24; i++) {
        const [x, y] = [canvas.x[i] ?? 0, canvas.y[i] ?? 0];
        if (x >= left && x <= right && y >= top && y <= bottom) expect(reached.has(i)).toBe(true);
      }
    }),
  );
});
