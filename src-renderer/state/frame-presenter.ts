import { clamp } from '#shared/base/units.ts';
import type { Shown } from './frame-source.ts';
import { createHeldPace, type HeldPace } from './held-pace.ts';
import type { Due } from './play-clock.ts';

export interface PresenterOptions<F> {
  /** Asks the source; what it has is answered by `arrive` at once. */
  readonly seek: (index: number) => void;
  /** Called in an animation frame, for what is seen when it ends. */
  readonly show: (shown: Shown<F>) => void;
  /** The frame one wants to get to. */
  readonly onWant: (index: number) => void;
  /** What is wanted has not come in time. */
  readonly onLate: () => void;
  readonly requestFrame: (onFrame: (nowMs: number) => void) => void;
}

export interface Presenter<F> {
  open(frameCount: number): void;
  /** What the source shows. */
  arrive(shown: Shown<F>): void;
  seekTo(index: number): void;
  /** Steps count from the frame wanted last; steps by one are all shown, one after the other. */
  step(by: number): void;
  /** A held key has repeated itself: a frame each, and frame by frame as fast as they can be seen where it repeats slowly. */
  hold(direction: 1 | -1, nowMs: number): void;
  release(): void;
  /** Shows what `dueAt` says, from the moment the present frame is there; `onEnd` once that is the end. */
  play(dueAt: (elapsedMs: number) => Due, onEnd: () => void): void;
  pause(): void;
}

/** One who taps faster than frames come is not led through all of them. */
const MAX_STEPS_BEHIND = 12;
/** Nobody is led on for longer than a second after a held key was let go. */
const MAX_REPEATS_BEHIND = 60;

/** Decides which frame is seen in each animation frame: steps one by one, jumps at once, playing by the clock. */
export function createPresenter<F>(options: PresenterOptions<F>): Presenter<F> {
  let frameCount = 0;
  /** Where one wants to get to, and the frame on the way there that the source was asked for last. */
  let goal = 0;
  let heading = 0;
  let hasArrived = false;
  /** Arrived, not yet seen. */
  let pending: Shown<F> | null = null;
  let held: { readonly direction: 1 | -1; readonly pace: HeldPace } | null = null;
  let playing: {
    readonly dueAt: (elapsedMs: number) => Due;
    readonly onEnd: () => void;
    startedMs: number | null;
  } | null = null;
  let isScheduled = false;

  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    options.requestFrame(onFrame);
  };
  const want = (index: number) => {
    goal = clamp(Math.round(index), 0, Math.max(0, frameCount - 1));
    options.onWant(goal);
  };
  const head = (index: number) => {
    heading = index;
    hasArrived = false;
    options.seek(index);
    schedule();
  };
  const walkOn = () => {
    if (heading !== goal && hasArrived && pending === null) head(heading + Math.sign(goal - heading));
  };
  const stepHeld = (nowMs: number) => {
    if (held === null) return;
    if (held.pace.hasEnded(nowMs)) held = null;
    else if (goal === heading && hasArrived && pending === null && held.pace.isDue(nowMs))
      want(goal + held.direction);
  };
  const playOn = (nowMs: number) => {
    if (playing === null || (playing.startedMs === null && !hasArrived)) return;
    playing.startedMs ??= nowMs;
    const { index, hasEnded } = playing.dueAt(nowMs - playing.startedMs);
    if (index !== goal) {
      want(index);
      head(goal);
    }
    if (!hasEnded) return;
    const { onEnd } = playing;
    playing = null;
    onEnd();
  };

  const onFrame = (nowMs: number) => {
    isScheduled = false;
    playOn(nowMs);
    const arrived = pending;
    pending = null;
    if (arrived !== null) options.show(arrived);
    stepHeld(nowMs);
    if (playing === null) walkOn();
    if (!hasArrived) options.onLate();
    if (playing !== null || held !== null || pending !== null) schedule();
  };

  return {
    open: (count) => {
      [frameCount, goal, heading] = [count, 0, 0];
      [hasArrived, pending, held, playing] = [false, null, null, null];
    },
    arrive: (shown) => {
      pending = shown;
      if (shown.index === heading) hasArrived = true;
      schedule();
    },
    seekTo: (index) => {
      if (frameCount === 0) return;
      held = null;
      want(index);
      head(goal);
    },
    step: (by) => {
      if (frameCount === 0) return;
      held = null;
      want(goal + by);
      if (Math.abs(by) !== 1 || Math.abs(goal - heading) > MAX_STEPS_BEHIND) head(goal);
      else walkOn();
    },
    hold: (direction, nowMs) => {
      if (frameCount === 0) return;
      if (held?.direction !== direction) held = { direction, pace: createHeldPace(nowMs) };
      held.pace.repeat(nowMs);
      // What has not come is waited for; a key that is only held asks for nothing more meanwhile.
      const isWaiting = goal !== heading && !hasArrived;
      if (!held.pace.runs() && !isWaiting && Math.abs(goal - heading) < MAX_REPEATS_BEHIND) {
        want(goal + direction);
        walkOn();
      }
      schedule();
    },
    release: () => {
      held = null;
    },
    play: (dueAt, onEnd) => {
      held = null;
      playing = { dueAt, onEnd, startedMs: null };
      schedule();
    },
    pause: () => {
      playing = null;
    },
  };
}
