import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampedView,
  exceedsStage,
  FITTED,
  type FrameView,
  pannedBy,
  placementOf,
  toFrame,
  toStage,
  zoomedAbout,
  zoomOfScale,
} from './frame-view-geometry.ts';

const FRAME = { width: 640, height: 480 };
const STAGE = { width: 1280, height: 720 };

const side = fc.integer({ min: 8, max: 4000 });
const size = fc.record({ width: side, height: side });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const view: fc.Arbitrary<FrameView> = fc.record({
  zoom: fc.double({ min: 0.01, max: 100, noNaN: true }),
  centreX: share,
  centreY: share,
});

describe('placementOf', () => {
  it('shows all of a frame in the middle where it fits', () => {
    // 720 / 480 = 1.5; 640 × 1.5 = 960 leaves 160 at either side.
    expect(placementOf(FITTED, FRAME, STAGE)).toEqual({ left: 160, top: 0, scale: 1.5 });
  });
  it('puts the point asked for in the middle of the stage', () => {
    const placement = placementOf({ zoom: 4, centreX: 0.25, centreY: 0.75 }, FRAME, STAGE);
    expect(toStage(placement, { x: 160, y: 360 })).toEqual({ x: 640, y: 360 });
  });
  it('leaves no margin that could hold some of the frame', () => {
    fc.assert(
      fc.property(view, size, size, (seen, frame, stage) => {
        const { left, top, scale } = placementOf(seen, frame, stage);
        for (const [start, length, room] of [
          [left, frame.width * scale, stage.width],
          [top, frame.height * scale, stage.height],
        ] as const) {
          if (length <= room) expect(start).toBeCloseTo((room - length) / 2, 3);
          else {
            expect(start).toBeLessThanOrEqual(1e-3);
            expect(start + length).toBeGreaterThanOrEqual(room - 1e-3);
          }
        }
      }),
    );
  });
  it('is not thrown by a stage without a size', () => {
    const { left, top, scale } = placementOf(FITTED, FRAME, { width: 0, height: 0 });
    expect([left, top, scale].every(Number.isFinite)).toBe(true);
  });
});

describe('toFrame', () => {
  it('is the inverse of toStage', () => {
    fc.assert(
      fc.property(view, size, size, share, share, (seen, frame, stage, x, y) => {
        const placement = placementOf(seen, frame, stage);
        const point = { x: x * frame.width, y: y * frame.height };
        const back = toFrame(placement, toStage(placement, point));
        expect(back.x).toBeCloseTo(point.x, 4);
        expect(back.y).toBeCloseTo(point.y, 4);
      }),
    );
  });
});

describe('zoomedAbout', () => {
  it('keeps what is under the pointer there', () => {
    const at = { x: 700, y: 300 };
    const before = { zoom: 3, centreX: 0.5, centreY: 0.5 };
    const held = toFrame(placementOf(before, FRAME, STAGE), at);
    const after = zoomedAbout(before, FRAME, STAGE, at, 2);
    expect(after.zoom).toBe(6);
    expect(toFrame(placementOf(after, FRAME, STAGE), at)).toEqual({
      x: expect.closeTo(held.x, 6),
      y: expect.closeTo(held.y, 6),
    });
  });
  it('goes no further than 64 pixels for one, and no smaller than the whole frame or 1:1', () => {
    const middle = { x: 640, y: 360 };
    const largest = zoomedAbout(FITTED, FRAME, STAGE, middle, 1e6);
    expect(placementOf(largest, FRAME, STAGE).scale).toBeCloseTo(64, 9);
    expect(placementOf(zoomedAbout(FITTED, FRAME, STAGE, middle, 1e-6), FRAME, STAGE).scale).toBeCloseTo(
      1,
      9,
    );
    const large = { width: 4000, height: 3000 };
    expect(zoomedAbout(FITTED, large, STAGE, middle, 1e-6).zoom).toBe(1);
  });
});

describe('pannedBy', () => {
  it('moves the frame with the pointer, up to its edge', () => {
    const seen = { zoom: 4, centreX: 0.5, centreY: 0.5 };
    const before = placementOf(seen, FRAME, STAGE);
    const after = placementOf(pannedBy(seen, FRAME, STAGE, { x: 30, y: -20 }), FRAME, STAGE);
    expect([after.left - before.left, after.top - before.top]).toEqual([
      expect.closeTo(30, 6),
      expect.closeTo(-20, 6),
    ]);
    expect(placementOf(pannedBy(seen, FRAME, STAGE, { x: 1e5, y: 0 }), FRAME, STAGE).left).toBeCloseTo(0, 6);
  });
});

describe('clampedView and exceedsStage', () => {
  it('leave a view that is within bounds as it is', () => {
    const seen = { zoom: 4, centreX: 0.4, centreY: 0.6 };
    expect(clampedView(seen, FRAME, STAGE)).toEqual(seen);
    expect(exceedsStage(seen, FRAME, STAGE)).toBe(true);
    expect(exceedsStage(FITTED, FRAME, STAGE)).toBe(false);
  });
  it('know the zoom of 1:1', () => {
    const seen = { ...FITTED, zoom: zoomOfScale(1, FRAME, STAGE) };
    expect(placementOf(seen, FRAME, STAGE)).toEqual({ left: 320, top: 120, scale: 1 });
  });
});
