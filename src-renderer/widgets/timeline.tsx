import { useElementSize, useMergedRef } from '@mantine/hooks';
import { memo, type PointerEvent, type ReactNode, useRef } from 'react';
import classes from './timeline.module.css';
import { frameAt, frameCentre, ticks } from './timeline-geometry.ts';
import { TimelineHandle, type TimelineMark } from './timeline-handle.tsx';

/** What another rater marked, shown as a line of its own. */
export interface TimelineTrack {
  readonly rater: string;
  readonly onset: number | null;
  readonly apex: number | null;
  readonly offset: number | null;
}

export interface TimelineProps {
  readonly frameCount: number;
  /** A {@link Playhead}: alone in knowing the frame shown, so that nothing else is drawn anew at each. */
  readonly playhead: ReactNode;
  readonly marks: readonly TimelineMark[];
  readonly tracks: readonly TimelineTrack[];
  readonly disabled: boolean;
  readonly onSeek: (index: number) => void;
  /** `dragId` is the same for all steps of one drag. Null takes the mark away. */
  readonly onMark: (name: TimelineMark['name'], index: number | null, dragId: string | null) => void;
}

const MIN_TICK_GAP_PX = 36;

/** All frames over the whole width: ticks, the coded stretch, marks to drag, the playhead. */
export function Timeline(props: TimelineProps) {
  const { frameCount, playhead, marks, tracks, disabled, onSeek, onMark } = props;
  const { ref: sizeRef, width } = useElementSize();
  const line = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(line, sizeRef);
  const toIndex = (clientX: number) => {
    const box = line.current?.getBoundingClientRect();
    return box === undefined ? 0 : frameAt(clientX - box.left, box.width, frameCount);
  };
  const seek = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons % 2 === 1) onSeek(toIndex(event.clientX));
  };
  return (
    <section className={classes['timeline']} aria-label="Timeline">
      <div
        ref={ref}
        className={classes['line']}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seek(event);
        }}
        onPointerMove={seek}
      >
        <Ticks frameCount={frameCount} width={width} />
        <Stretch marks={marks} frameCount={frameCount} />
        {tracks.slice(0, 4).map((track, at) => (
          <Track key={track.rater} track={track} row={at} frameCount={frameCount} />
        ))}
        {playhead}
        {marks.map((mark) => (
          <TimelineHandle
            key={mark.name}
            mark={mark}
            frameCount={frameCount}
            disabled={disabled}
            toIndex={toIndex}
            onMark={onMark}
          />
        ))}
      </div>
    </section>
  );
}

/** The frame shown, as a line across the timeline or a lane of it. */
export function Playhead({
  index,
  frameCount,
}: {
  readonly index: number | null;
  readonly frameCount: number;
}) {
  if (index === null || frameCount <= 0) return null;
  // As wide as the line and moved by its own width: moving it lays nothing out anew.
  const place = `translateX(${percent(frameCentre(index, frameCount))})`;
  return (
    <div className={classes['playheadTrack']}>
      <div className={classes['playhead']} style={{ transform: place }} />
    </div>
  );
}

const percent = (share: number) => `${share * 100}%`;

const Ticks = memo(function Ticks({
  frameCount,
  width,
}: {
  readonly frameCount: number;
  readonly width: number;
}) {
  return (
    <div className={classes['ticks']} aria-hidden>
      {ticks(frameCount, width, MIN_TICK_GAP_PX).map((frame) => (
        <span
          key={frame}
          className={classes['tick']}
          style={{ left: percent(frameCentre(frame, frameCount)) }}
        >
          {frame}
        </span>
      ))}
    </div>
  );
});

/** From onset to offset, where both are known. */
function Stretch({
  marks,
  frameCount,
}: {
  readonly marks: readonly TimelineMark[];
  readonly frameCount: number;
}) {
  const onset = marks.find((mark) => mark.name === 'onset')?.index ?? null;
  const offset = marks.find((mark) => mark.name === 'offset')?.index ?? null;
  if (onset === null || offset === null || offset < onset) return null;
  const left = onset / frameCount;
  const width = (offset + 1) / frameCount - left;
  return <div className={classes['stretch']} style={{ left: percent(left), width: percent(width) }} />;
}

function Track({
  track,
  row,
  frameCount,
}: {
  readonly track: TimelineTrack;
  readonly row: number;
  readonly frameCount: number;
}) {
  const { onset, apex, offset } = track;
  const top = 25 + row * 5;
  const first = onset ?? apex ?? offset;
  const last = offset ?? apex ?? onset;
  if (first === null || last === null) return null;
  const left = first / frameCount;
  return (
    <div title={`${track.rater}: onset ${onset ?? '–'}, apex ${apex ?? '–'}, offset ${offset ?? '–'}`}>
      <div
        className={classes['track']}
        style={{ top, left: percent(left), width: percent((last + 1) / frameCount - left) }}
      />
      {apex !== null && (
        <div
          className={classes['trackApex']}
          style={{ top: top - 2, left: percent(frameCentre(apex, frameCount)) }}
        />
      )}
    </div>
  );
}
