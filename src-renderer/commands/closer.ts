import { changeDifference, toggleLook } from '#renderer/state/analysis.ts';
import { applySuggestedApex, suggestedApex } from '#renderer/state/analysis-marks.ts';
import {
  closeComparison,
  lockCompared,
  pickClip,
  pinShownFrame,
  useComparison,
} from '#renderer/state/comparison.ts';
import { dialogs } from '#renderer/state/dialogs.ts';
import { canLabel } from '#renderer/state/labelling.ts';
import { usePlayer } from '#renderer/state/player.ts';
import type { Command } from './command.ts';
import { mapped } from './keymap.ts';

const hasFrames = { isEnabled: () => (usePlayer.getState().clip?.frameCount ?? 0) > 0 };
const isComparing = { isEnabled: () => useComparison.getState().clip !== null };

/** Looking closer at the frames of a clip. */
export const CLOSER_COMMANDS: readonly Command[] = [
  mapped('compare.pin', 'Pin this frame beside others of the clip', pinShownFrame, hasFrames),
  mapped('compare.clip', 'Compare with another clip', pickClip, hasFrames),
  mapped(
    'compare.lock',
    'Lock the two panes together, or not',
    () => lockCompared(!useComparison.getState().isLocked),
    isComparing,
  ),
  mapped('compare.close', 'Close the second pane', closeComparison, isComparing),
  mapped(
    'look.difference',
    'Difference from the onset frame: how much, which is lighter, off',
    changeDifference,
    hasFrames,
  ),
  mapped('look.flow', 'Optical flow from the onset, or not', () => toggleLook('flow'), hasFrames),
  mapped('look.strain', 'Strain from the onset, or not', () => toggleLook('strain'), hasFrames),
  mapped('look.face', 'Box and landmarks of the face, or not', () => toggleLook('face'), hasFrames),
  mapped('look.crop', 'The face alone in a corner, or not', () => toggleLook('crop'), hasFrames),
  mapped('look.motion', 'Motion over the frames, or not', () => toggleLook('motion'), hasFrames),
  mapped('mark.apex-suggested', 'Apex where the motion suggests it', () => applySuggestedApex(), {
    isEnabled: () => canLabel() && suggestedApex() !== null,
  }),
  mapped('frames.write', 'Write frames as pictures', () => dialogs.open('write-frames'), hasFrames),
];
