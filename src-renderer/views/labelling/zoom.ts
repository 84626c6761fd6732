import { usePlayer } from '#renderer/state/player.ts';
import { setView, useStageView } from '#renderer/state/stage-view.ts';
import {
  exceedsStage,
  type Point,
  pannedBy,
  placementOf,
  type Size,
  zoomedAbout,
  zoomOfScale,
} from '#renderer/widgets/frame-view-geometry.ts';

const ZOOM_STEP = 1.25;

function present(): { readonly frame: Size; readonly stage: Size } | null {
  const frame = usePlayer.getState().shown?.frame ?? null;
  const { stage } = useStageView.getState();
  return frame === null || stage.width === 0 ? null : { frame, stage };
}

/** `factor` times as large; the point `at` of the stage stays where it is, without one the middle does. */
export function zoomBy(factor: number, at: Point | null = null): void {
  const seen = present();
  if (seen === null) return;
  const { frame, stage } = seen;
  const middle = { x: stage.width / 2, y: stage.height / 2 };
  setView(zoomedAbout(useStageView.getState().view, frame, stage, at ?? middle, factor));
}

export const zoomIn = (): void => zoomBy(ZOOM_STEP);
export const zoomOut = (): void => zoomBy(1 / ZOOM_STEP);

/** One pixel of the frame for one of the screen. */
export function showActualSize(): void {
  const seen = present();
  if (seen === null) return;
  const zoom = zoomOfScale(1 / window.devicePixelRatio, seen.frame, seen.stage);
  setView({ ...useStageView.getState().view, zoom });
}

export function panBy(by: Point): void {
  const seen = present();
  if (seen !== null) setView(pannedBy(useStageView.getState().view, seen.frame, seen.stage, by));
}

/** Whether some of the frame is out of sight. */
export function canPan(): boolean {
  const seen = present();
  return seen !== null && exceedsStage(useStageView.getState().view, seen.frame, seen.stage);
}

/** How large a frame's pixel is drawn, such as `250 %`; null before there is a frame. */
export function useZoomInWords(): string | null {
  const width = usePlayer((state) => state.shown?.frame?.width ?? null);
  const height = usePlayer((state) => state.shown?.frame?.height ?? null);
  const { view, stage } = useStageView();
  if (width === null || height === null || stage.width === 0) return null;
  const { scale } = placementOf(view, { width, height }, stage);
  return `${Math.round(scale * window.devicePixelRatio * 100)} %`;
}
