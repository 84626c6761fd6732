import { canLabel, labelPresentClip, markShownFrame, presentMark } from '#renderer/state/labelling.ts';
import { MARK_NAMES, type MarkName } from '#renderer/state/marks.ts';
import { closePart, openPart } from '#renderer/state/parts.ts';
import {
  changeSpeed,
  holdStep,
  seekTo,
  stepFrames,
  toggleLoop,
  togglePlay,
  usePlayer,
} from '#renderer/state/player.ts';
import {
  cancelRecording,
  canNudge,
  holdValue,
  isRecording,
  nudgeValue,
  removeKeyframeHere,
  setKeyframeHere,
  startRecording,
  stopRecording,
} from '#renderer/state/recording.ts';
import {
  canBeDraft,
  hasOwnMark,
  makeDraft,
  SKIP_REASONS,
  shiftShare,
  skipAndGoOn,
  submitAndGoOn,
  toggleEstimated,
} from '#renderer/state/status.ts';
import { knowsTrace } from '#renderer/state/traces.ts';
import { labelledClip, neighbour, stepClip } from '#renderer/state/walk.ts';
import type { Emotion } from '#shared/domain/emotion.ts';
import type { KeyPress } from './chords.ts';
import { always, type Command } from './command.ts';
import { mapped } from './keymap.ts';

const hasClip = { isEnabled: () => usePlayer.getState().clip !== null };
const ifCanLabel = { isEnabled: canLabel };
const lastIndex = () => (usePlayer.getState().clip?.frameCount ?? 1) - 1;

export function jumpToMark(name: MarkName): void {
  const index = presentMark(name);
  if (index !== null) stepFrames(index - usePlayer.getState().wantedIndex);
}
const ifMarked = (name: MarkName) => ({ isEnabled: () => presentMark(name) !== null });

/** A step; a key that is held goes frame by frame as fast as they can be seen. */
function step(direction: 1 | -1, press: KeyPress | null): void {
  if (press?.repeat === true) holdStep(direction);
  else stepFrames(direction);
}

/** Moving through the frames of a clip, and from clip to clip. */
export const FRAME_COMMANDS: readonly Command[] = [
  mapped('frame.next', 'Next frame', (press) => step(1, press), hasClip),
  mapped('frame.previous', 'Previous frame', (press) => step(-1, press), hasClip),
  mapped('frame.next-10', '10 frames on', () => stepFrames(10), hasClip),
  mapped('frame.previous-10', '10 frames back', () => stepFrames(-10), hasClip),
  mapped('frame.go-to', 'Go to a frame by its number', () => openPart('frame'), hasClip),
  mapped('frame.play', 'Play or pause', togglePlay, hasClip),
  mapped('frame.first', 'First frame', () => seekTo(0), hasClip),
  mapped('frame.last', 'Last frame', () => seekTo(lastIndex()), hasClip),
  mapped('frame.to-onset', 'Go to the onset', () => jumpToMark('onset'), ifMarked('onset')),
  mapped('frame.to-apex', 'Go to the apex', () => jumpToMark('apex'), ifMarked('apex')),
  mapped('frame.to-offset', 'Go to the offset', () => jumpToMark('offset'), ifMarked('offset')),
  mapped('play.slower', 'Play slower', () => changeSpeed(-1), hasClip),
  mapped('play.faster', 'Play faster', () => changeSpeed(1), hasClip),
  mapped('play.loop', 'Loop from onset to offset, or do not', toggleLoop, hasClip),
  mapped('clip.next', 'Next clip, leaving this one as it is', () => stepClip(1), {
    isEnabled: () => neighbour(1) !== null,
  }),
  mapped('clip.previous', 'Previous clip', () => stepClip(-1), { isEnabled: () => neighbour(-1) !== null }),
];

/** Saying something of the clip. */
export const LABEL_COMMANDS: readonly Command[] = [
  mapped('label.submit', 'Submit and go on to the next clip', submitAndGoOn, {
    isEnabled: () => labelledClip() !== null,
  }),
  mapped('label.skip', 'Skip the clip, with a reason', () => openPart('skip'), ifCanLabel),
  mapped('label.draft', 'Make it a draft again', makeDraft, {
    isEnabled: () => canLabel() && canBeDraft(),
  }),
  mapped('label.units', 'Write the action units', () => openPart('units'), ifCanLabel),
  mapped('label.note', 'Write a note', () => openPart('note'), ifCanLabel),
  mapped('label.history', 'Show the history', () => openPart('history')),
  ...MARK_NAMES.flatMap((name) => [
    mapped(`mark.${name}`, `${capitalised(name)} here`, () => markShownFrame(name), ifCanLabel),
    mapped(
      `mark.${name}-estimated`,
      `${capitalised(name)} is estimated, or is not`,
      () => toggleEstimated(name),
      {
        isEnabled: () => canLabel() && hasOwnMark(name),
      },
    ),
  ]),
  ...inTenths('intensity', 'Intensity', '', (intensity) =>
    isRecording() ? holdValue(intensity) : labelPresentClip({ intensity }),
  ),
  ...inTenths('confidence', 'Confidence', 'alt+', (confidence) => labelPresentClip({ confidence })),
];

/** n gives n/10, with shift 0 gives 1. */
function inTenths(
  id: string,
  name: string,
  modifier: string,
  set: (value: number) => void,
): readonly Command[] {
  const keys = [...'0123456789'].map((digit) => modifier + digit);
  return [...keys, `${modifier}shift+0`].map((key, tenths) => ({
    id: `${id}.${(tenths / 10).toFixed(1)}`,
    label: `${name} ${(tenths / 10).toFixed(1)}`,
    keys: [key],
    perform: () => set(tenths / 10),
    isEnabled: canLabel,
  }));
}

const ifTraceKnown = { isEnabled: () => canLabel() && knowsTrace() };
const ifRecording = { isEnabled: isRecording };
const ifNudgeable = { isEnabled: () => canLabel() && canNudge() };

/** The intensity over the frames. */
export const TRACE_COMMANDS: readonly Command[] = [
  mapped('trace.keyframe', 'Keyframe of the intensity here', setKeyframeHere, ifTraceKnown),
  mapped('trace.raise', 'Raise the value held, or of the keyframe here', () => nudgeValue(1), ifNudgeable),
  mapped('trace.lower', 'Lower the value held, or of the keyframe here', () => nudgeValue(-1), ifNudgeable),
  mapped('trace.remove', 'Take the keyframe here away', removeKeyframeHere, ifTraceKnown),
  mapped(
    'trace.record',
    'Record the intensity while the clip plays, or stop',
    () => (isRecording() ? stopRecording() : startRecording()),
    ifTraceKnown,
  ),
  mapped('trace.cancel', 'Give up the recording', cancelRecording, ifRecording),
];

/** Each emotion under the letter the project gives it: alone; with shift a tenth more of it, with alt and shift a tenth less. */
export function emotionCommands(emotions: readonly Emotion[]): readonly Command[] {
  const command = (id: string, label: string, key: string, perform: () => void): Command => ({
    ...{ id, label, keys: /^[a-z]$/.test(key.slice(-1)) ? [key] : [], perform, isEnabled: canLabel },
  });
  return [
    ...emotions.map(({ name, key }) =>
      command(`emotion.${name}`, `Emotion ${name}`, key, () => labelPresentClip({ emotion: name })),
    ),
    ...emotions.map(({ name, key }) =>
      command(`more.${name}`, `A tenth more ${name}`, `shift+${key}`, () => shiftShare(name, 1)),
    ),
    ...emotions.map(({ name, key }) =>
      command(`less.${name}`, `A tenth less ${name}`, `alt+shift+${key}`, () => shiftShare(name, -1)),
    ),
  ];
}

/** While reasons to skip are shown: each under its digit. */
export const SKIP_COMMANDS: readonly Command[] = [
  ...SKIP_REASONS.map((reason, at) => ({
    id: `skip.${at + 1}`,
    label: `Skip: ${reason}`,
    keys: [String(at + 1)],
    perform: () => {
      closePart();
      skipAndGoOn(reason);
    },
    isEnabled: canLabel,
  })),
  { id: 'skip.none', label: 'Do not skip', keys: ['esc', '-'], perform: closePart, isEnabled: always },
];

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
