import { Box } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useRef } from 'react';
import { frameAt, frameCentre } from './timeline-geometry.ts';
import { type DrawnTrace, showsPoints, traceCorners } from './trace-geometry.ts';
import classes from './trace-lane.module.css';

export interface TraceLaneProps {
  readonly frameCount: number;
  readonly playhead: ReactNode;
  /** Of a crowd of keyframes only the one at this frame can be dragged. */
  readonly index: number | null;
  readonly own: DrawnTrace | null;
  readonly others: readonly { readonly rater: string; readonly trace: DrawnTrace }[];
  /** Being recorded: drawn over the rest, nothing can be dragged. */
  readonly live: DrawnTrace | null;
  readonly disabled: boolean;
  readonly onAdd: (frame: number, value: number) => void;
  /** `dragId` is the same for all steps of one drag. */
  readonly onMove: (from: number, frame: number, value: number, dragId: string | null) => void;
  readonly onRemove: (frame: number) => void;
}

const MIN_POINT_GAP_PX = 12;

/** A value of 0 to 1 over all frames: the rater's own as a line with its keyframes, others' as faint lines. A double click adds a keyframe. */
export function TraceLane(props: TraceLaneProps) {
  const { frameCount, playhead, index, own, others, live, disabled, onAdd } = props;
  const { ref: sizeRef, width } = useElementSize();
  const lane = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(lane, sizeRef);
  const toPoint = (event: { readonly clientX: number; readonly clientY: number }): [number, number] => {
    const box = lane.current?.getBoundingClientRect();
    if (box === undefined) return [0, 0];
    const value = 1 - (event.clientY - box.top) / box.height;
    return [frameAt(event.clientX - box.left, box.width, frameCount), Math.min(1, Math.max(0, value))];
  };
  // By its place in the row, which a drag never changes.
  const points = (own?.points ?? []).map((point, place) => ({ point, place }));
  const shown = showsPoints(points.length, width, MIN_POINT_GAP_PX)
    ? points
    : points.filter(({ point }) => point[0] === index);
  return (
    <section className={classes['lane']} aria-label="Intensity trace">
      <Box
        ref={ref}
        className={classes['line'] ?? ''}
        title={disabled ? undefined : 'Double click: a keyframe'}
        onDoubleClick={(event) => {
          if (!disabled && live === null) onAdd(...toPoint(event));
        }}
      >
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" className={classes['drawing']} aria-hidden>
          {others.map(({ rater, trace }) => (
            <Curve key={rater} trace={trace} frameCount={frameCount} kind="other" />
          ))}
          {own !== null && (
            <Curve trace={own} frameCount={frameCount} kind={live === null ? 'own' : 'other'} />
          )}
          {live !== null && <Curve trace={live} frameCount={frameCount} kind="live" />}
        </svg>
        {playhead}
        {live === null &&
          shown.map(({ point, place }) => (
            <TracePoint key={place} {...props} point={point} toPoint={toPoint} />
          ))}
        <span className={classes['name']}>{live === null ? 'intensity' : 'recording'}</span>
      </Box>
    </section>
  );
}

const Curve = memo(function Curve({
  trace,
  frameCount,
  kind,
}: {
  readonly trace: DrawnTrace;
  readonly frameCount: number;
  readonly kind: 'own' | 'other' | 'live';
}) {
  const corners = traceCorners(trace, frameCount);
  return (
    <polyline
      className={classes['curve']}
      data-kind={kind}
      points={corners.map((corner) => corner.join(',')).join(' ')}
      vectorEffect="non-scaling-stroke"
    />
  );
});

const STEP = 0.05;
const ARROWS: Readonly<Record<string, readonly [frames: number, value: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** A keyframe to drag, or to move by arrow keys when it has the focus; Delete takes it away. */
function TracePoint({
  point: [frame, value],
  frameCount,
  disabled,
  toPoint,
  onMove,
  onRemove,
}: TraceLaneProps & {
  readonly point: readonly [number, number];
  readonly toPoint: (event: PointerEvent) => [number, number];
}) {
  const drag = useRef<{ readonly id: string; readonly from: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = ARROWS[event.key];
    if (disabled || (by === undefined && event.key !== 'Delete')) return;
    event.preventDefault();
    if (by === undefined) onRemove(frame);
    else onMove(frame, frame + by[0], value + by[1], `keyframe-keys-${frame}`);
  };
  return (
    <div
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label={`Keyframe at frame ${frame}`}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={value}
      aria-disabled={disabled}
      className={classes['point']}
      style={{ left: `${frameCentre(frame, frameCount) * 100}%`, top: `${(1 - value) * 100}%` }}
      title={`frame ${frame}: ${value.toFixed(2)}`}
      onMouseDown={(event) => event.preventDefault()}
      onDoubleClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        if (disabled) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { id: `keyframe-${Date.now()}`, from: frame };
      }}
      onPointerMove={(event) => {
        if (drag.current === null) return;
        const [toFrame, toValue] = toPoint(event);
        onMove(frame, toFrame, toValue, drag.current.id);
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
