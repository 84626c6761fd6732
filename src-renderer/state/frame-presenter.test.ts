import { describe, expect, it } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { createPresenter } from './frame-presenter.ts';
import { dueAt } from './play-clock.ts';

const CLIP = clipId.parse(1);
const SCREEN_MS = 1000 / 60;

/** A screen of 60 frames a second and a source that has all frames but `missing`. */
function setUp(frameCount = 300, missing: readonly number[] = []) {
  const seen: { readonly index: number; readonly atMs: number }[] = [];
  const asked: number[] = [];
  const absent = new Set(missing);
  let wanted = 0;
  let late = 0;
  let nowMs = 1000;
  let onFrame: ((nowMs: number) => void) | null = null;
  const arrive = (index: number) =>
    presenter.arrive({ clipId: CLIP, index, frame: `frame ${index}`, failure: null });
  const presenter = createPresenter<string>({
    seek: (index) => {
      asked.push(index);
      if (!absent.has(index)) arrive(index);
    },
    show: ({ index }) => seen.push({ index, atMs: nowMs }),
    onWant: (index) => {
      wanted = index;
    },
    onLate: () => {
      late += 1;
    },
    requestFrame: (next) => {
      onFrame = next;
    },
  });
  /** Lets the screen be drawn so often. */
  const draw = (times: number) => {
    for (let at = 0; at < times; at += 1) {
      nowMs += SCREEN_MS;
      const now = onFrame;
      onFrame = null;
      now?.(nowMs);
    }
  };
  presenter.open(frameCount);
  return {
    presenter,
    draw,
    asked,
    late: () => late,
    wanted: () => wanted,
    now: () => nowMs,
    isIdle: () => onFrame === null,
    indices: () => seen.map(({ index }) => index),
    come: (index: number) => {
      absent.delete(index);
      arrive(index);
    },
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('createPresenter', () => {
  it('shows the newest seek of an animation frame, and then rests', () => {
    const { presenter, draw, indices, isIdle } = setUp();
    for (const index of [3, 90, 41]) presenter.seekTo(index);
    draw(3);
    expect(indices()).toEqual([41]);
    expect(isIdle()).toBe(true);
  });

  it('shows every frame of quick steps, one each time the screen is drawn', () => {
    const { presenter, draw, indices, wanted } = setUp();
    presenter.seekTo(10);
    draw(1);
    for (let taps = 0; taps < 5; taps += 1) presenter.step(1);
    expect(wanted()).toBe(15);
    draw(5);
    expect(indices()).toEqual(range(10, 15));
    for (let taps = 0; taps < 3; taps += 1) presenter.step(-1);
    draw(3);
    expect(indices().slice(6)).toEqual([14, 13, 12]);
  });

  it('skips no step because a frame is late', () => {
    const { presenter, draw, indices, late, come } = setUp(300, [2]);
    presenter.seekTo(0);
    draw(1);
    for (let taps = 0; taps < 4; taps += 1) presenter.step(1);
    draw(10);
    expect(indices()).toEqual([0, 1]);
    expect(late()).toBeGreaterThan(0);
    come(2);
    draw(3);
    expect(indices()).toEqual([0, 1, 2, 3, 4]);
  });

  it('leads nobody through all the frames they tapped past while none came', () => {
    const { presenter, draw, indices, come } = setUp(300, range(1, 20));
    presenter.seekTo(0);
    draw(1);
    for (let taps = 0; taps < 20; taps += 1) presenter.step(1);
    come(20);
    draw(5);
    expect(indices()).toEqual([0, 20]);
  });

  it('shows each frame while a key is held, as fast as the screen, till it is let go', () => {
    const { presenter, draw, indices, wanted, now } = setUp();
    presenter.seekTo(0);
    draw(1);
    presenter.step(1);
    draw(1);
    // 30 repeats a second, for two seconds.
    for (let repeats = 0; repeats < 60; repeats += 1) {
      presenter.hold(1, now());
      draw(2);
    }
    presenter.release();
    draw(10);
    const seen = indices();
    expect(seen).toEqual(range(0, seen.length - 1));
    expect(seen.length).toBeGreaterThanOrEqual(110);
    expect(wanted()).toBe(seen.at(-1));
  });

  it('shows a frame for each repeat of a key that repeats faster than the screen', () => {
    const { presenter, draw, indices, now } = setUp();
    presenter.seekTo(0);
    draw(1);
    for (let screens = 0; screens < 40; screens += 1) {
      presenter.hold(1, now());
      if (screens % 4 === 0) presenter.hold(1, now() + 5);
      draw(1);
    }
    presenter.release();
    draw(20);
    expect(indices()).toEqual(range(0, 50));
  });

  it('asks for nothing more while a key is held and a frame is late', () => {
    const { presenter, draw, indices, wanted, now, come } = setUp(300, [6]);
    presenter.seekTo(5);
    draw(1);
    for (let repeats = 0; repeats < 30; repeats += 1) {
      presenter.hold(1, now());
      draw(2);
    }
    presenter.release();
    come(6);
    draw(20);
    expect(wanted()).toBeLessThanOrEqual(7);
    expect(indices()).toEqual(range(5, wanted()));
  });

  it('ends a held key that says nothing more, and stays at the end of the clip', () => {
    const { presenter, draw, indices, isIdle, now } = setUp(20);
    presenter.seekTo(10);
    draw(1);
    for (let repeats = 0; repeats < 8; repeats += 1) {
      presenter.hold(1, now());
      draw(2);
    }
    draw(60);
    expect(indices()).toEqual(range(10, 19));
    expect(isIdle()).toBe(true);
  });

  it('holds seeks and steps within the clip', () => {
    const { presenter, draw, wanted } = setUp(5);
    presenter.seekTo(99);
    draw(1);
    expect(wanted()).toBe(4);
    presenter.step(-50);
    draw(1);
    expect(wanted()).toBe(0);
  });

  it('plays by the clock from the moment the first frame is there', () => {
    const { presenter, draw, indices, come } = setUp(300, [10]);
    let ended = false;
    presenter.seekTo(10);
    const order = { first: 0, last: 13, start: 10, loops: false };
    presenter.play(
      (ms) => dueAt(ms, { timestampsMs: null, fps: 20 }, order),
      () => {
        ended = true;
      },
    );
    draw(100);
    expect(indices()).toEqual([]);
    come(10);
    // Three screens a frame, at 20 a second.
    draw(9);
    expect(indices()).toEqual([10, 11, 12]);
    expect(ended).toBe(false);
    draw(1);
    expect(indices()).toEqual([10, 11, 12, 13]);
    expect(ended).toBe(true);
  });
});
