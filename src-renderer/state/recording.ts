import { create } from 'zustand';
import type { ClipId } from '#shared/domain/ids.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { labelPresentClip, present } from './labelling.ts';
import { setLabel } from './labels.ts';
import { type PlayedClip, pause, playOnce, shownIndex, usePlayer } from './player.ts';
import { movedPoint, pointAt, traceValueAt, withoutPoint, withPoint, withRecorded } from './trace-edit.ts';
import { createTraceRecorder, type TraceRecorder } from './trace-recorder.ts';
import { presentTrace } from './traces.ts';

/** A trace while it is recorded. */
export interface Recording {
  readonly clipId: ClipId;
  readonly value: number;
  /** What was recorded so far. */
  readonly points: TraceValues['points'];
}

export const useRecording = create<{ readonly now: Recording | null }>()(() => ({ now: null }));

export const isRecording = (): boolean => useRecording.getState().now !== null;

let recorder: TraceRecorder | null = null;
let stopHearing: (() => void) | null = null;

/** Plays on from the frame before the eyes and takes down the value held at each frame, till the end or {@link stopRecording}. */
export function startRecording(): void {
  const { clip, wantedIndex } = usePlayer.getState();
  const said = present();
  if (clip === null || clip.frameCount === 0 || said === null || isRecording()) return;
  const first = wantedIndex >= clip.frameCount - 1 ? 0 : wantedIndex;
  const value = traceValueAt(presentTrace(), first) ?? said.own.intensity ?? 0;
  recorder = createTraceRecorder(first, value);
  useRecording.setState({ now: { clipId: clip.clipId, value, points: [] } });
  stopHearing = usePlayer.subscribe((player) => hear(clip, player));
  playOnce();
  hear(clip, usePlayer.getState());
}

type PlayerState = ReturnType<typeof usePlayer.getState>;

function hear(clip: PlayedClip, { clip: shownClip, shown, wantedIndex, isPlaying }: PlayerState): void {
  if (shownClip?.clipId !== clip.clipId) {
    stopRecording();
    return;
  }
  // A frame asked for before the recording began may still come.
  if (shown !== null && shown.index <= wantedIndex) recorder?.frame(shown.index);
  publish({});
  if (!isPlaying && shown?.index === wantedIndex) stopRecording();
}

function publish(fields: Partial<Recording>): void {
  const { now } = useRecording.getState();
  if (now !== null && recorder !== null)
    useRecording.setState({ now: { ...now, ...fields, points: recorder.points() } });
}

/** The value held from now on, 0 to 1. */
export function holdValue(value: number): void {
  const held = Math.min(1, Math.max(0, value));
  recorder?.value(held);
  publish({ value: held });
}

/** What was recorded takes its place in the trace: one step to undo. */
export function stopRecording(): void {
  const recorded = recorder?.points() ?? [];
  const clipId = forgetRecording();
  pause();
  if (clipId === null || recorded.length === 0) return;
  const trace = withRecorded(presentTrace(clipId), recorded);
  if (trace !== null) setLabel(clipId, { intensityTrace: trace });
}

/** Nothing of it is kept. */
export function cancelRecording(): void {
  forgetRecording();
  pause();
}

function forgetRecording(): ClipId | null {
  const clipId = useRecording.getState().now?.clipId ?? null;
  stopHearing?.();
  stopHearing = null;
  recorder = null;
  useRecording.setState({ now: null });
  return clipId;
}

const STEP = 0.05;

/** Raises or lowers the value: the one held while recording, else that of the keyframe before the eyes. */
export function nudgeValue(by: 1 | -1): void {
  const { now } = useRecording.getState();
  if (now !== null) {
    holdValue(now.value + by * STEP);
    return;
  }
  const index = shownIndex();
  const value = index === null ? null : pointAt(presentTrace(), index);
  if (index !== null && value !== null) setKeyframe(index, value + by * STEP, `trace-nudge-${index}`);
}

/** Whether {@link nudgeValue} has something to change. */
export function canNudge(): boolean {
  const index = shownIndex();
  return isRecording() || (index !== null && pointAt(presentTrace(), index) !== null);
}

/** A keyframe at the frame before the eyes, with the clip's intensity; without one, with what the trace says there. */
export function setKeyframeHere(): void {
  const index = shownIndex();
  const said = present();
  if (index === null || said === null) return;
  setKeyframe(index, said.own.intensity ?? traceValueAt(presentTrace(), index) ?? 0.5, null);
}

/** A keyframe at this frame, in place of the one there. */
export function setKeyframe(index: number, value: number, mergeKey: string | null): void {
  labelPresentClip({ intensityTrace: withPoint(presentTrace(), index, value) }, mergeKey);
}

/** Moves a keyframe between its neighbours. */
export function moveKeyframe(
  from: number,
  to: readonly [frame: number, value: number],
  frameCount: number,
  mergeKey: string | null,
): void {
  const trace = presentTrace();
  if (trace !== null) labelPresentClip({ intensityTrace: movedPoint(trace, from, to, frameCount) }, mergeKey);
}

/** Takes away the keyframe at a frame. */
export function removeKeyframe(index: number): void {
  const trace = presentTrace();
  if (trace !== null && pointAt(trace, index) !== null)
    labelPresentClip({ intensityTrace: withoutPoint(trace, index) });
}

export function removeKeyframeHere(): void {
  const index = shownIndex();
  if (index !== null) removeKeyframe(index);
}
