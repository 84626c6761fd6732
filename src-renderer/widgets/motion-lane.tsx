import { Box } from '@mantine/core';
import { type PointerEvent, type ReactNode, useRef } from 'react';
import type { MotionCurve } from '#shared/domain/frames.ts';
import classes from './lanes.module.css';
import { motionCorners } from './motion-geometry.ts';
import { frameAt, frameCentre } from './timeline-geometry.ts';

/** How much the face moves, over all frames; where that suggests an apex, it says so. */
export function MotionLane({
  frameCount,
  playhead,
  curve,
  onSeek,
}: {
  readonly frameCount: number;
  readonly playhead: ReactNode;
  readonly curve: MotionCurve;
  readonly onSeek: (index: number) => void;
}) {
  const lane = useRef<HTMLDivElement>(null);
  const seek = (event: PointerEvent) => {
    const box = lane.current?.getBoundingClientRect();
    if (event.buttons % 2 === 1 && box !== undefined)
      onSeek(frameAt(event.clientX - box.left, box.width, frameCount));
  };
  const { suggestedApex, energy } = curve;
  return (
    <Box
      ref={lane}
      className={classes['line'] ?? ''}
      data-kind="motion"
      role="img"
      aria-label={
        suggestedApex === null
          ? 'Motion over the frames; it has no clear maximum'
          : `Motion over the frames; its maximum suggests an apex at frame ${suggestedApex}`
      }
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={seek}
    >
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" className={classes['drawing']} aria-hidden>
        <polyline
          className={classes['motion']}
          points={motionCorners(curve)
            .map((corner) => corner.join(','))
            .join(' ')}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {suggestedApex !== null && (
        <div
          className={classes['suggested']}
          style={{ left: `${frameCentre(suggestedApex, energy.length) * 100}%` }}
          title={`Suggested by the motion: frame ${suggestedApex}`}
        />
      )}
      <div className={classes['playhead']}>{playhead}</div>
    </Box>
  );
}
