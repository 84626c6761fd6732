import type { Command } from '#renderer/commands/command.ts';
import { mapped } from '#renderer/commands/keymap.ts';
import { usePlayer } from '#renderer/state/player.ts';
import { fitView, resetLight, setLight, useStageView } from '#renderer/state/stage-view.ts';
import { showActualSize, zoomIn, zoomOut } from './zoom.ts';

const hasFrame = { isEnabled: () => usePlayer.getState().shown?.frame != null };
const LIGHT_STEP = 1.15;

const lit = (name: 'brightness' | 'contrast', factor: number) => () =>
  setLight({ [name]: useStageView.getState()[name] * factor });

/** How frames are looked at; it stays from frame to frame and clip to clip. */
export const STAGE_COMMANDS: readonly Command[] = [
  mapped('stage.zoom-in', 'Zoom in', zoomIn, hasFrame),
  mapped('stage.zoom-out', 'Zoom out', zoomOut, hasFrame),
  mapped('stage.fit', 'The whole frame', fitView, hasFrame),
  mapped('stage.actual-size', 'A pixel for a pixel', showActualSize, hasFrame),
  mapped('stage.brighter', 'Brighter', lit('brightness', LIGHT_STEP), hasFrame),
  mapped('stage.darker', 'Darker', lit('brightness', 1 / LIGHT_STEP), hasFrame),
  mapped('stage.more-contrast', 'More contrast', lit('contrast', LIGHT_STEP), hasFrame),
  mapped('stage.less-contrast', 'Less contrast', lit('contrast', 1 / LIGHT_STEP), hasFrame),
  mapped('stage.reset-light', 'Brightness and contrast as they were taken', resetLight, hasFrame),
];
