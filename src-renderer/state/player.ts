import { create } from 'zustand';
import { createPresenter } from './frame-presenter.ts';
import { createFrameSource, type Shown, type SourceClip } from './frame-source.ts';
import { type Frame, loadFrame } from './load-frame.ts';
import { dueAt } from './play-clock.ts';

export interface PlayedClip extends SourceClip {
  /** Null where the source does not say, or where its frames keep no one rate. */
  readonly fps: number | null;
  /** When each frame is shown, as its container says; null where it does not. */
  readonly timestampsMs: readonly number[] | null;
}

interface Player {
  readonly clip: PlayedClip | null;
  /** The frame asked for last. */
  readonly wantedIndex: number;
  /** What is before the eyes; null until the first frame of the clip is. */
  readonly shown: Shown<Frame> | null;
  /** True while what is wanted has not come. */
  readonly isLate: boolean;
  readonly isPlaying: boolean;
  /** How fast clips play: 1 is as fast as they were taken. */
  readonly speed: Speed;
  readonly isLooping: boolean;
  /** First and last frame of the loop; null: the whole clip. */
  readonly loopRange: LoopRange | null;
}

export type LoopRange = readonly [first: number, last: number];

/** The speeds clips can be played at, fastest first. */
const SPEEDS = [1, 0.5, 0.25, 0.1] as const;
export type Speed = (typeof SPEEDS)[number];

/** Play needs a rate; where the clip's is unknown this one stands in, and the window says so. */
export const ASSUMED_FPS = 25;
/** All of a clip of 300 frames of 640 x 480. */
const CACHE_BYTES = 360 * 1024 * 1024;
const BYTES_A_PIXEL = 4;

export const usePlayer = create<Player>()(() => ({
  clip: null,
  wantedIndex: 0,
  shown: null,
  isLate: false,
  isPlaying: false,
  speed: 1,
  isLooping: false,
  loopRange: null,
}));

/** What plays now ends at the end, even where clips loop. */
let isOnce = false;
let arrivedLast: Frame | null = null;
const isHeld = (frame: Frame) => frame === arrivedLast || frame === usePlayer.getState().shown?.frame;

const source = createFrameSource<Frame>({
  load: loadFrame,
  bytesOf: ({ width, height }) => width * height * BYTES_A_PIXEL,
  release: ({ bitmap }) => bitmap.close(),
  isHeld,
  maxBytes: CACHE_BYTES,
  prefetchCount: 24,
  maxPrefetches: 3,
  settleMs: 300,
  onShow: (shown) => {
    arrivedLast = shown.frame;
    presenter.arrive(shown);
  },
});

const presenter = createPresenter<Frame>({
  seek: source.seek,
  show: (shown) => {
    if (shown.frame !== null) drawOnStage(shown.frame);
    usePlayer.setState({ shown, isLate: false });
  },
  onWant: (wantedIndex) => usePlayer.setState({ wantedIndex }),
  onLate: () => {
    if (!usePlayer.getState().isLate) usePlayer.setState({ isLate: true });
  },
  requestFrame: (onFrame) => requestAnimationFrame(onFrame),
});

type Draw = (frame: Frame) => void;
let drawOnStage: Draw = () => undefined;

/** Frames are drawn by `draw` from now on, the one before the eyes first: in the animation frame they are shown in, before anybody reads their index. */
export function attachStage(draw: Draw): () => void {
  drawOnStage = draw;
  const { shown } = usePlayer.getState();
  if (shown?.frame != null) draw(shown.frame);
  return () => {
    if (drawOnStage === draw) drawOnStage = () => undefined;
  };
}

/** Shows this clip from `startIndex`. */
export function openFrames(clip: PlayedClip, startIndex: number): void {
  pause();
  source.open(clip);
  presenter.open(clip.frameCount);
  usePlayer.setState({ clip, wantedIndex: startIndex, shown: null, isLate: false });
  presenter.seekTo(startIndex);
}

/** The clip's frames are others now: stays at the frame one was on, as far as there are so many. Another clip begins at `startIndex`. */
export function reopenFrames(clip: PlayedClip, startIndex: number): void {
  const { clip: before, wantedIndex } = usePlayer.getState();
  const stays = before?.clipId === clip.clipId && before.frameCount > 0 && clip.frameCount > 0;
  openFrames(clip, stays ? Math.min(wantedIndex, clip.frameCount - 1) : startIndex);
}

/** No clip is shown, and nothing more is asked for: another project's clips may bear the same ids. */
export function closeFrames(): void {
  pause();
  source.close();
  presenter.open(0);
  usePlayer.setState({ clip: null, wantedIndex: 0, shown: null, isLate: false });
}

/** A clip that plays goes on from there. */
export function seekTo(index: number): void {
  presenter.seekTo(index);
  playOn();
}

/** Steps from the frame asked for last, so that no key is lost while one is loading. */
export function stepFrames(by: number): void {
  pause();
  presenter.step(by);
}

/** Frame by frame while a key is held; to be said at each of its repeats. */
export function holdStep(direction: 1 | -1): void {
  pause();
  presenter.hold(direction, performance.now());
}

export const releaseStep = (): void => presenter.release();

export function retryFrame(): void {
  source.retry();
}

/** Asks once more where a failure is before the eyes: what it came from may be over. */
export function retryFailedFrame(): void {
  if (usePlayer.getState().shown?.frame === null) retryFrame();
}

/** The frame before the eyes: what was drawn, not what was asked for. Null until something was, and where a frame could not be shown. */
export function shownIndex(): number | null {
  const { shown } = usePlayer.getState();
  return shown === null || shown.frame === null ? null : shown.index;
}

export function pause(): void {
  presenter.pause();
  if (usePlayer.getState().isPlaying) usePlayer.setState({ isPlaying: false });
}

/** How fast clips play from now on; one that plays goes on from where it is. */
export function setSpeed(speed: Speed): void {
  usePlayer.setState({ speed });
  playOn();
}

/** The next slower (-1) or faster speed; at the ends none. */
export function changeSpeed(by: 1 | -1): void {
  const next = SPEEDS[SPEEDS.indexOf(usePlayer.getState().speed) - by];
  if (next !== undefined) setSpeed(next);
}

/** Whether playing begins again at the end of the range. */
export function toggleLoop(): void {
  usePlayer.setState(({ isLooping }) => ({ isLooping: !isLooping }));
  playOn();
}

/** Where a loop goes from and to; one that plays goes on within it. */
export function setLoopRange(loopRange: LoopRange | null): void {
  usePlayer.setState({ loopRange });
  if (usePlayer.getState().isLooping) playOn();
}

/** Plays by the container's times, else by the clip's rate; a frame that is late is waited for, and the index shown is always its own. */
export function play(): void {
  isOnce = false;
  playFromHere();
}

/** Plays to the end, whether or not clips loop. */
export function playOnce(): void {
  isOnce = true;
  playFromHere();
}

/** What plays goes on with what has changed. */
function playOn(): void {
  if (usePlayer.getState().isPlaying) playFromHere();
}

function playFromHere(): void {
  const { clip, wantedIndex, speed, loopRange, isLooping } = usePlayer.getState();
  if (clip === null || clip.frameCount < 2) return;
  const loops = isLooping && !isOnce;
  const [first, last] = loops && loopRange !== null ? loopRange : [0, clip.frameCount - 1];
  const isWithin = wantedIndex >= first && wantedIndex < last;
  const start = isWithin ? wantedIndex : first;
  const times = { timestampsMs: clip.timestampsMs, fps: clip.fps ?? ASSUMED_FPS };
  usePlayer.setState({ isPlaying: true });
  presenter.seekTo(start);
  presenter.play((elapsedMs) => dueAt(elapsedMs * speed, times, { first, last, start, loops }), pause);
}

export const togglePlay = (): void => (usePlayer.getState().isPlaying ? pause() : play());
