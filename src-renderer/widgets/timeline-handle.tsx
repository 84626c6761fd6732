import { Box } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { clamp } from '#shared/base/units.ts';
import classes from './timeline.module.css';
import { frameCentre } from './timeline-geometry.ts';

export interface TimelineMark {
  readonly name: 'onset' | 'apex' | 'offset';
  readonly index: number | null;
  /** False where it is the raters' together, not the person's own. */
  readonly isOwn: boolean;
  /** Set by a stand-in such as the midpoint, not by an eye. */
  readonly isEstimated: boolean;
  /** First and last frame it may be moved to. */
  readonly range: readonly [number, number];
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 };

/** A mark to drag, or to move by arrow keys when it has the focus; Delete takes the own mark away. */
export function TimelineHandle({
  mark,
  frameCount,
  disabled,
  toIndex,
  onMark,
}: {
  readonly mark: TimelineMark;
  readonly frameCount: number;
  readonly disabled: boolean;
  readonly toIndex: (clientX: number) => number;
  readonly onMark: (name: TimelineMark['name'], index: number | null, dragId: string | null) => void;
}) {
  const dragId = useRef<string | null>(null);
  const { name, index, range } = mark;
  if (index === null || frameCount === 0) return null;
  const move = (to: number) => {
    const target = clamp(to, range[0], range[1]);
    if (target !== index) onMark(name, target, dragId.current);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.stopPropagation();
    if (disabled) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragId.current = `${name}-${Date.now()}`;
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    event.stopPropagation();
    if (dragId.current !== null) move(toIndex(event.clientX));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (disabled) return;
    const by = STEPS[event.key];
    if (by === undefined && event.key !== 'Delete') return;
    event.preventDefault();
    if (by === undefined) onMark(name, null, null);
    else move(index + (event.shiftKey ? by * 10 : by));
  };
  return (
    <Box
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label={name}
      aria-valuemin={range[0]}
      aria-valuemax={range[1]}
      aria-valuenow={index}
      aria-valuetext={`frame ${index}${mark.isOwn ? '' : ', from the raters'}`}
      aria-disabled={disabled}
      data-name={name}
      data-side={gripSide(name, frameCentre(index, frameCount))}
      data-own={mark.isOwn || undefined}
      className={classes['handle'] ?? ''}
      style={{ left: `${frameCentre(index, frameCount) * 100}%` }}
      // The focus stays where it was, so that arrows go on stepping through frames after a drag.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        dragId.current = null;
      }}
      onKeyDown={onKeyDown}
    >
      <span className={classes['grip']}>
        {name}
        {mark.isEstimated ? ' ~' : ''}
      </span>
    </Box>
  );
}

const EDGE_SHARE = 0.06;

/** The name stands outside the coded stretch, except where it would leave the line. */
function gripSide(name: TimelineMark['name'], share: number): 'left' | 'right' {
  if (share < EDGE_SHARE) return 'right';
  if (share > 1 - EDGE_SHARE) return 'left';
  return name === 'onset' ? 'left' : 'right';
}
