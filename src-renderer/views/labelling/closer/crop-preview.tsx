import { useLayoutEffect, useRef } from 'react';
import { usePlayer } from '#renderer/state/player.ts';
import { faceSquare } from '#renderer/widgets/face-geometry.ts';
import classes from './closer.module.css';
import { type LookedAt, useFace } from './use-analysis.ts';

const SIDE_PX = 128;

/** The face alone, square with a margin around its box. */
export function CropPreview(looked: LookedAt) {
  const found = useFace(looked);
  const frame = usePlayer((state) => state.shown?.frame ?? null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const face = found.value?.index === found.index ? (found.value?.face ?? null) : null;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null || face === null || frame === null) return;
    const { x, y, width, height } = faceSquare(face.box, frame);
    context.drawImage(frame.bitmap, x, y, width, height, 0, 0, SIDE_PX, SIDE_PX);
  }, [face, frame]);
  if (face === null || frame === null) return null;
  return (
    <figure className={classes['crop']} title="The face with a fifth of its size around it">
      <canvas
        ref={canvas}
        width={SIDE_PX}
        height={SIDE_PX}
        role="img"
        aria-label={`Face of frame ${found.index}`}
      />
    </figure>
  );
}
