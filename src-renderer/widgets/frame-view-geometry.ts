import { clamp } from '#shared/base/units.ts';

/** Width and height: CSS pixels of a stage, or pixels of a frame. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What of a frame is seen. Free of its size, so that it holds for frames and clips of any. */
export interface FrameView {
  /** 1: the whole frame fits the stage. */
  readonly zoom: number;
  /** The point of the frame that is in the middle of the stage, as shares of its width and height. */
  readonly centreX: number;
  readonly centreY: number;
}

/** Where a frame is drawn: its top left corner on the stage, in CSS pixels, and CSS pixels for each of its own. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

export const FITTED: FrameView = { zoom: 1, centreX: 0.5, centreY: 0.5 };

/** A frame's pixel is never drawn larger than this. */
const MAX_SCALE = 64;

/** CSS pixels for each of the frame's, where all of it is seen. 1 while either has no size. */
function fitScale(frame: Size, stage: Size): number {
  const scale = Math.min(stage.width / frame.width, stage.height / frame.height);
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}

/** The zoom at which one pixel of the frame takes `cssPixels` of the stage. */
export const zoomOfScale = (cssPixels: number, frame: Size, stage: Size): number =>
  cssPixels / fitScale(frame, stage);

/** The same view within bounds: never smaller than all of it (or than 1:1), never beyond an edge that could be in sight. */
export function clampedView(view: FrameView, frame: Size, stage: Size): FrameView {
  const fit = fitScale(frame, stage);
  const zoom = clamp(view.zoom, Math.min(1, 1 / fit), Math.max(1, MAX_SCALE / fit));
  const centre = (share: number, length: number, room: number) => {
    const half = room / (2 * length * fit * zoom);
    return half >= 0.5 ? 0.5 : clamp(share, half, 1 - half);
  };
  return {
    zoom,
    centreX: centre(view.centreX, frame.width, stage.width),
    centreY: centre(view.centreY, frame.height, stage.height),
  };
}

/** Where the frame lies on the stage, the view held within bounds. */
export function placementOf(view: FrameView, frame: Size, stage: Size): Placement {
  const { zoom, centreX, centreY } = clampedView(view, frame, stage);
  const scale = fitScale(frame, stage) * zoom;
  return {
    left: stage.width / 2 - centreX * frame.width * scale,
    top: stage.height / 2 - centreY * frame.height * scale,
    scale,
  };
}

/** From the stage (CSS pixels from its top left corner) to the frame's own pixels. */
export const toFrame = ({ left, top, scale }: Placement, { x, y }: Point): Point => ({
  x: (x - left) / scale,
  y: (y - top) / scale,
});

/** The inverse of {@link toFrame}. */
export const toStage = ({ left, top, scale }: Placement, { x, y }: Point): Point => ({
  x: left + x * scale,
  y: top + y * scale,
});

/** `factor` times as large; what is under `at` (on the stage) stays there, as far as the edges allow. */
export function zoomedAbout(view: FrameView, frame: Size, stage: Size, at: Point, factor: number): FrameView {
  const held = toFrame(placementOf(view, frame, stage), at);
  const { zoom } = clampedView({ ...view, zoom: view.zoom * factor }, frame, stage);
  const scale = fitScale(frame, stage) * zoom;
  const centreX = (held.x + (stage.width / 2 - at.x) / scale) / frame.width;
  const centreY = (held.y + (stage.height / 2 - at.y) / scale) / frame.height;
  return clampedView({ zoom, centreX, centreY }, frame, stage);
}

/** Moved with the pointer by CSS pixels. */
export function pannedBy(view: FrameView, frame: Size, stage: Size, by: Point): FrameView {
  const { scale } = placementOf(view, frame, stage);
  const from = clampedView(view, frame, stage);
  const moved = {
    zoom: from.zoom,
    centreX: from.centreX - by.x / (frame.width * scale),
    centreY: from.centreY - by.y / (frame.height * scale),
  };
  return clampedView(moved, frame, stage);
}

/** Whether some of the frame lies beyond the stage, so that there is something to pan. */
export function exceedsStage(view: FrameView, frame: Size, stage: Size): boolean {
  const { scale } = placementOf(view, frame, stage);
  return frame.width * scale > stage.width + 0.5 || frame.height * scale > stage.height + 0.5;
}
