import { expect, it } from 'vitest';
import { aim, type Canvas, createCanvas } from './canvas.ts';
import { drawStroke } from './curve.ts';
import { coverage, ellipseDistance, fillEllipse } from './ink.ts';
import { STRAIGHT } from './view.ts';

it('an edge through a pixel’s centre covers half of it; beyond half a pixel, all or nothing', () => {
  expect(coverage(0, 0.1)).toBe(0.5);
  expect(coverage(-0.025, 0.1)).toBeCloseTo(0.75, 12);
  expect(coverage(0.06, 0.1)).toBe(0);
  expect(coverage(-0.06, 0.1)).toBe(1);
});

it('the distance to a circle is exact, to an ellipse right on the outline and its sign off it', () => {
  expect(ellipseDistance(3, 4, 2, 2)).toBeCloseTo(3, 12);
  expect(ellipseDistance(0, 1, 2, 1)).toBeCloseTo(0, 12);
  expect(ellipseDistance(2.2, 0, 2, 1)).toBeGreaterThan(0);
  expect(ellipseDistance(1.8, 0, 2, 1)).toBeLessThan(0);
});

function prepare(canvas: Canvas): void {
  aim(canvas, STRAIGHT);
}

const painted = (canvas: { tone: Float64Array }) => canvas.tone.reduce((sum, tone) => sum + tone, 0);

it('an ellipse covers its area, to a hundredth', () => {
  const canvas = createCanvas(200);
  prepare(canvas);
  fillEllipse(canvas, { x: 0.1, y: -0.2, a: 0.5, b: 0.3 }, 1);
  expect(painted(canvas) * canvas.pixel ** 2).toBeCloseTo(Math.PI * 0.5 * 0.3, 2);
});

it('a straight stroke covers its length times its width, and its round ends', () => {
  const canvas = createCanvas(400);
  prepare(canvas);
  drawStroke(canvas, { from: [-0.5, -0.3], through: [0, 0], to: [0.5, 0.3] }, [0.05, 0.05, 0.05], 1);
  const length = Math.hypot(1, 0.6);
  expect(painted(canvas) * canvas.pixel ** 2).toBeCloseTo(length * 0.1 + Math.PI * 0.05 ** 2, 2);
});
