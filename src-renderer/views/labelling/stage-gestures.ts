import { pause, seekTo, stepFrames, usePlayer } from '#renderer/state/player.ts';
import { isRecording } from '#renderer/state/recording.ts';
import { fitView } from '#renderer/state/stage-view.ts';
import { clamp } from '#shared/base/units.ts';
import { createWheelSteps } from './wheel-steps.ts';
import { canPan, panBy, zoomBy } from './zoom.ts';

const ZOOM_A_PX = 1.0025;
const SCRUB_PX_A_FRAME: readonly [least: number, most: number] = [2, 24];
const CONTROLS = 'button, a, input, label, [role=slider], [role=dialog], [role=toolbar]';

type Drag =
  | { readonly kind: 'pan'; x: number; y: number }
  | { readonly kind: 'scrub'; readonly fromX: number; readonly fromIndex: number; readonly pxAFrame: number };

/**
 * The wheel steps through frames, with Ctrl it zooms about the pointer; a drag pans what is zoomed (with the middle
 * button always), with Shift it scrubs; a double click fits. Returns the function that stops listening.
 */
export function listenToStage(stage: HTMLElement): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const wheelSteps = createWheelSteps();
  let drag: Drag | null = null;

  const onWheel = (event: WheelEvent) => {
    if (isOnControl(event)) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      const box = stage.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      zoomBy(ZOOM_A_PX ** -clamp(event.deltaY, -200, 200), at);
    } else {
      const steps = wheelSteps(event);
      if (steps !== 0) stepFrames(steps);
    }
  };
  const onDown = (event: PointerEvent) => {
    if (isOnControl(event)) return;
    drag = beginDrag(event, stage.clientWidth);
    if (drag === null) return;
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    stage.dataset['drag'] = drag.kind;
  };
  const onMove = (event: PointerEvent) => {
    if (drag === null) return;
    if (drag.kind === 'pan') {
      panBy({ x: event.clientX - drag.x, y: event.clientY - drag.y });
      [drag.x, drag.y] = [event.clientX, event.clientY];
    } else {
      const to = drag.fromIndex + Math.round((event.clientX - drag.fromX) / drag.pxAFrame);
      if (to !== usePlayer.getState().wantedIndex) seekTo(to);
    }
  };
  const onUp = () => {
    drag = null;
    delete stage.dataset['drag'];
  };

  stage.addEventListener('wheel', onWheel, { passive: false, signal });
  stage.addEventListener('pointerdown', onDown, { signal });
  stage.addEventListener('pointermove', onMove, { signal });
  stage.addEventListener('pointerup', onUp, { signal });
  stage.addEventListener('pointercancel', onUp, { signal });
  stage.addEventListener('dblclick', (event) => !isOnControl(event) && fitView(), { signal });
  return () => stop.abort();
}

function beginDrag({ button, shiftKey, clientX, clientY }: PointerEvent, stageWidth: number): Drag | null {
  const { clip, wantedIndex } = usePlayer.getState();
  if (isRecording() || clip === null || clip.frameCount === 0) return null;
  if (button === 0 && shiftKey) {
    pause();
    const pxAFrame = clamp(stageWidth / clip.frameCount, ...SCRUB_PX_A_FRAME);
    return { kind: 'scrub', fromX: clientX, fromIndex: wantedIndex, pxAFrame };
  }
  if (button === 1 || (button === 0 && canPan())) return { kind: 'pan', x: clientX, y: clientY };
  return null;
}

const isOnControl = ({ target }: Event) => target instanceof Element && target.closest(CONTROLS) !== null;
