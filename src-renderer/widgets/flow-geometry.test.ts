import { describe, expect, it } from 'vitest';
import type { FlowField } from '#shared/domain/frames.ts';
import { flowArrows, upper } from './flow-geometry.ts';

function field(columns: number, rows: number, u: number, v: number): FlowField {
  const cells = columns * rows;
  return {
    ...{ from: 0, to: 5, widthPx: columns * 10, heightPx: rows * 10, columns, rows },
    u: Array.from({ length: cells }, () => u),
    v: Array.from({ length: cells }, () => v),
    strain: Array.from({ length: cells }, () => 0),
  };
}

describe('flowArrows', () => {
  it('begins each arrow in the middle of its cell, in pixels of the frame', () => {
    const { arrows } = flowArrows(field(3, 2, 1, 0));
    expect(arrows.map(({ x, y }) => [x, y])).toEqual([
      ...[
        [5, 5],
        [15, 5],
        [25, 5],
      ],
      ...[
        [5, 15],
        [15, 15],
        [25, 15],
      ],
    ]);
  });

  it('magnifies small movements by a round figure, and points right and down for positive ones', () => {
    // 12 px of reach for 0.5 px of flow: 24 times would fit, 20 is the round figure below.
    const { arrows, magnification } = flowArrows(field(4, 4, 0.3, 0.4));
    expect(magnification).toBe(20);
    expect(arrows[0]?.dx).toBeCloseTo(6);
    expect(arrows[0]?.dy).toBeCloseTo(8);
  });

  it('takes the largest round figure that still fits', () => {
    expect(flowArrows(field(4, 4, 0.239, 0)).magnification).toBe(50);
    expect(flowArrows(field(4, 4, 0.241, 0)).magnification).toBe(20);
  });

  it('draws large movements as long as they are', () => {
    expect(flowArrows(field(4, 4, -30, 0)).magnification).toBe(1);
  });

  it('leaves out cells of a fine grid', () => {
    const { arrows } = flowArrows(field(80, 60, 1, 1));
    expect(arrows).toHaveLength(27 * 20);
    expect(arrows[0]).toMatchObject({ x: 15, y: 15 });
  });

  it('has nothing to magnify where nothing moves', () => {
    const { arrows, magnification } = flowArrows(field(2, 2, 0, 0));
    expect(magnification).toBe(1);
    expect(arrows.every(({ dx, dy }) => dx === 0 && dy === 0)).toBe(true);
  });
});

describe('upper', () => {
  it('is what all but a share do not exceed', () => {
    expect(upper([5, 1, 4, 2, 3], 0.6)).toBe(4);
    expect(upper([], 0.9)).toBe(0);
  });
});
