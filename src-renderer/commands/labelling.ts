import { canLabel, labelPresentClip, markShownFrame, presentMark } from '#renderer/state/labelling.ts';
import type { MarkName } from '#renderer/state/marks.ts';
import { seekTo, stepFrames, togglePlay, usePlayer } from '#renderer/state/player.ts';
import { neighbour, stepClip } from '#renderer/state/walk.ts';
import type { Emotion } from '#shared/domain/emotion.ts';
import type { Command } from './command.ts';
import { mapped } from './keymap.ts';

const hasClip = { isEnabled: () => usePlayer.getState().clip !== null };
const ifCanLabel = { isEnabled: canLabel };
const lastIndex = () => (usePlayer.getState().clip?.frameCount ?? 1) - 1;

export function jumpToMark(name: MarkName): void {
  const index = presentMark(name);
  if (index !== null) stepFrames(index - usePlayer.getState().wantedIndex);
}
const ifMarked = (name: MarkName) => ({ isEnabled: () => presentMark(name) !== null });

/** Moving through the frames of a clip, and from clip to clip. */
export const FRAME_COMMANDS: readonly Command[] = [
  mapped('frame.next', 'Next frame', () => stepFrames(1), hasClip),
  mapped('frame.previous', 'Previous frame', () => stepFrames(-1), hasClip),
  mapped('frame.next-10', '10 frames on', () => stepFrames(10), hasClip),
  mapped('frame.previous-10', '10 frames back', () => stepFrames(-10), hasClip),
  mapped('frame.play', 'Play or pause', togglePlay, hasClip),
  mapped('frame.first', 'First frame', () => seekTo(0), hasClip),
  mapped('frame.last', 'Last frame', () => seekTo(lastIndex()), hasClip),
  mapped('frame.to-onset', 'Go to the onset', () => jumpToMark('onset'), ifMarked('onset')),
  mapped('frame.to-apex', 'Go to the apex', () => jumpToMark('apex'), ifMarked('apex')),
  mapped('frame.to-offset', 'Go to the offset', () => jumpToMark('offset'), ifMarked('offset')),
  mapped('clip.next', 'Next clip', () => stepClip(1), { isEnabled: () => neighbour(1) !== null }),
  mapped('clip.previous', 'Previous clip', () => stepClip(-1), { isEnabled: () => neighbour(-1) !== null }),
];

/** Saying something of the clip. */
export const LABEL_COMMANDS: readonly Command[] = [
  mapped('mark.onset', 'Onset here', () => markShownFrame('onset'), ifCanLabel),
  mapped('mark.apex', 'Apex here', () => markShownFrame('apex'), ifCanLabel),
  mapped('mark.offset', 'Offset here', () => markShownFrame('offset'), ifCanLabel),
  ...Array.from({ length: 10 }, (_, tenths) => intensityCommand(tenths / 10, String(tenths))),
  intensityCommand(1, 'shift+0'),
];

function intensityCommand(intensity: number, key: string): Command {
  return {
    id: `intensity.${intensity.toFixed(1)}`,
    label: `Intensity ${intensity.toFixed(1)}`,
    keys: [key],
    perform: () => labelPresentClip({ intensity }),
    isEnabled: canLabel,
  };
}

/** One command an emotion, under the letter the project gives it. */
export function emotionCommands(emotions: readonly Emotion[]): readonly Command[] {
  return emotions.map(({ name, key }) => ({
    id: `emotion.${name}`,
    label: `Emotion ${name}`,
    keys: [key],
    perform: () => labelPresentClip({ emotion: name }),
    isEnabled: canLabel,
  }));
}
