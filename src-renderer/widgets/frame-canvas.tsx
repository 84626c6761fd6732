import { type CSSProperties, type ReactNode, type Ref, useLayoutEffect, useRef } from 'react';
import classes from './frame-canvas.module.css';
import { type FrameView, placementOf, type Size } from './frame-view-geometry.ts';

interface FrameLayerProps {
  /** Of the frame, in its pixels. */
  readonly frame: Size;
  readonly view: FrameView;
  /** Room there is, in CSS pixels. */
  readonly size: Size;
  /** 1 leaves it as it is. */
  readonly brightness: number;
  readonly contrast: number;
  /** SVG drawn over the frame, in the frame's pixels. */
  readonly children?: ReactNode;
}

/** From here on pixels are shown as squares. */
const CRISP_FROM_SCALE = 2;

/** A canvas where its frame belongs, under an overlay in the frame's own pixels. Whoever holds `canvas` draws on it. */
export function FrameLayer({
  canvas,
  ...props
}: FrameLayerProps & { readonly canvas: Ref<HTMLCanvasElement> }) {
  const { frame, view, size, brightness, contrast, children } = props;
  const { left, top, scale } = placementOf(view, frame, size);
  const isChanged = brightness !== 1 || contrast !== 1;
  const place: CSSProperties = {
    width: frame.width * scale,
    height: frame.height * scale,
    transform: `translate(${toDevicePixel(left)}px, ${toDevicePixel(top)}px)`,
  };
  return (
    <div className={classes['layer']} style={place}>
      <canvas
        ref={canvas}
        className={classes['canvas']}
        role="img"
        data-crisp={scale * window.devicePixelRatio >= CRISP_FROM_SCALE || undefined}
        style={isChanged ? { filter: `brightness(${brightness}) contrast(${contrast})` } : undefined}
      />
      {children !== undefined && (
        <svg
          className={classes['overlay']}
          viewBox={`0 0 ${frame.width} ${frame.height}`}
          preserveAspectRatio="none"
          aria-hidden
        >
          {children}
        </svg>
      )}
    </div>
  );
}

const toDevicePixel = (css: number) => Math.round(css * window.devicePixelRatio) / window.devicePixelRatio;

/** One frame, zoomed and panned as `view` says. Its index stands on the canvas. */
export function FrameCanvas({
  bitmap,
  index,
  ...props
}: Omit<FrameLayerProps, 'frame'> & { readonly bitmap: ImageBitmap; readonly index: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current !== null) drawFrame(canvas.current, bitmap, index);
  }, [bitmap, index]);
  return <FrameLayer {...props} frame={bitmap} canvas={canvas} />;
}

/** Draws a frame and writes its index on the canvas: what `data-index` says is what the pixels show. */
export function drawFrame(canvas: HTMLCanvasElement, bitmap: ImageBitmap, index: number): void {
  const { width, height } = bitmap;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (context === null) return;
  // Where a frame is see-through, the one before it would stay.
  context.globalCompositeOperation = 'copy';
  context.drawImage(bitmap, 0, 0);
  canvas.dataset['index'] = String(index);
  canvas.setAttribute('aria-label', `Frame ${index}`);
}
