import { describe, expect, it } from 'vitest';
import { facePath, faceSquare } from './face-geometry.ts';

const FRAME = { width: 640, height: 480 };

describe('faceSquare', () => {
  it('leaves a fifth of the longer side around the box', () => {
    expect(faceSquare({ x: 300, y: 200, width: 80, height: 100 }, FRAME)).toEqual({
      ...{ x: 270, y: 180, width: 140, height: 140 },
    });
  });

  it('stays within the frame', () => {
    expect(faceSquare({ x: -20, y: 430, width: 100, height: 100 }, FRAME)).toEqual({
      ...{ x: 0, y: 340, width: 140, height: 140 },
    });
  });

  it('is no larger than the frame', () => {
    expect(faceSquare({ x: 10, y: 10, width: 600, height: 460 }, FRAME)).toMatchObject({
      ...{ y: 0, width: 480, height: 480 },
    });
  });
});

describe('facePath', () => {
  const points = Array.from({ length: 68 }, (_, at) => ({ x: at, y: 100 + at }));

  it('joins the points of each part and closes eyes and lips', () => {
    const parts = facePath(points).slice(1).split('M');
    expect(parts).toHaveLength(9);
    expect(parts.filter((part) => part.endsWith('Z'))).toHaveLength(4);
    expect(parts[0]).toMatch(/^0 100L.*16 116$/);
    expect(parts[8]).toBe('60 160L61 161L62 162L63 163L64 164L65 165L66 166L67 167Z');
  });

  it('draws nothing of another number of points', () => {
    expect(facePath(points.slice(1))).toBe('');
  });
});
