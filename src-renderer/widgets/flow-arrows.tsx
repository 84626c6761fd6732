import { useMemo } from 'react';
import type { FlowField } from '#shared/domain/frames.ts';
import { flowArrows } from './flow-geometry.ts';

/** Shorter ones, in pixels of the frame, are noise and only clutter. */
const SHORTEST = 0.75;
const HEAD_SHARE = 0.35;

/** Where the skin moves to, in the overlay of a frame: each arrow dark around light, to be seen on any skin. */
export function FlowArrows({ field }: { readonly field: FlowField }) {
  const path = useMemo(() => {
    const { arrows } = flowArrows(field);
    return arrows
      .filter(({ dx, dy }) => Math.hypot(dx, dy) >= SHORTEST)
      .map(({ x, y, dx, dy }) => {
        const [endX, endY] = [x + dx, y + dy];
        const side = (turn: 1 | -1) =>
          `M${endX - HEAD_SHARE * (dx + turn * dy * 0.6)} ${endY - HEAD_SHARE * (dy - turn * dx * 0.6)}L${endX} ${endY}`;
        return `M${x} ${y}L${endX} ${endY}${side(1)}${side(-1)}`;
      })
      .join('');
  }, [field]);
  return (
    <g fill="none" strokeLinecap="round" data-overlay="flow">
      <path d={path} stroke="#10161d" strokeOpacity={0.7} strokeWidth={3} vectorEffect="non-scaling-stroke" />
      <path d={path} stroke="#ffe14d" strokeWidth={1.4} vectorEffect="non-scaling-stroke" />
    </g>
  );
}
