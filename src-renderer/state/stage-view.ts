import { create } from 'zustand';
import { clamp } from '#shared/base/units.ts';

/** Zoom 1 shows all of a frame; the centre is in shares of its width and height. */
interface SeenPart {
  readonly zoom: number;
  readonly centreX: number;
  readonly centreY: number;
}

/** How frames are looked at. Stays while one goes from frame to frame and from clip to clip. */
interface StageView {
  readonly view: SeenPart;
  /** 1 leaves frames as they are. */
  readonly brightness: number;
  readonly contrast: number;
  /** Room there is for a frame, in CSS pixels. */
  readonly stage: { readonly width: number; readonly height: number };
}

const ALL: SeenPart = { zoom: 1, centreX: 0.5, centreY: 0.5 };

export const useStageView = create<StageView>()(() => ({
  view: ALL,
  brightness: 1,
  contrast: 1,
  stage: { width: 0, height: 0 },
}));

export const setView = (view: SeenPart): void => useStageView.setState({ view });
export const setStageSize = (stage: StageView['stage']): void => useStageView.setState({ stage });

/** The whole frame in sight. */
export const fitView = (): void => setView(ALL);

/** Brightness and contrast can be changed between these. */
export const LIGHT_RANGE: readonly [least: number, most: number] = [0.25, 4];

export function setLight(change: { readonly brightness?: number; readonly contrast?: number }): void {
  const { brightness, contrast } = { ...useStageView.getState(), ...change };
  const held = (value: number) => clamp(value, ...LIGHT_RANGE);
  useStageView.setState({ brightness: held(brightness), contrast: held(contrast) });
}

export const resetLight = (): void => setLight({ brightness: 1, contrast: 1 });
