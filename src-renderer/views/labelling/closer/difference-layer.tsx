import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { useLooks } from '#renderer/state/analysis.ts';
import { usePlayer } from '#renderer/state/player.ts';
import { useStageView } from '#renderer/state/stage-view.ts';
import type { StillFrame } from '#renderer/state/still-frame.ts';
import { differenceAmount, differenceSigned } from '#renderer/widgets/difference-pixels.ts';
import { FrameLayer } from '#renderer/widgets/frame-canvas.tsx';
import type { ClipId } from '#shared/domain/ids.ts';

/** The frame before the eyes less the one it is held against, in its place. Nothing while either is missing, or they are of two sizes. */
export function DifferenceLayer({
  clipId,
  reference,
  children,
}: {
  readonly clipId: ClipId;
  readonly reference: StillFrame | null;
  readonly children: ReactNode;
}) {
  const kind = useLooks((looks) => looks.difference);
  const shown = usePlayer((state) => (state.clip?.clipId === clipId ? state.shown : null));
  const { view, stage, brightness, contrast } = useStageView();
  const canvas = useRef<HTMLCanvasElement>(null);
  const against = reference?.frame?.bitmap ?? null;
  const before = useMemo(() => (against === null ? null : pixelsOf(against)), [against]);
  const now = shown?.frame ?? null;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (context == null || now === null || before === null) return;
    const { bitmap, header } = now;
    Object.assign(context.canvas, { width: bitmap.width, height: bitmap.height });
    context.drawImage(bitmap, 0, 0);
    const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const difference = kind === 'signed' ? differenceSigned : differenceAmount;
    difference(pixels.data, before.data, pixels.data);
    context.putImageData(pixels, 0, 0);
    context.canvas.dataset['difference'] = String(header.index);
    context.canvas.setAttribute(
      'aria-label',
      `Difference of frame ${header.index} from ${reference?.key.index}`,
    );
  }, [now, before, kind, reference]);
  if (now === null || before === null || before.width !== now.width || before.height !== now.height)
    return null;
  return (
    <FrameLayer canvas={canvas} frame={now} size={stage} {...{ view, brightness, contrast }}>
      {children}
    </FrameLayer>
  );
}

function pixelsOf(bitmap: ImageBitmap): ImageData | null {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  return context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? null;
}
