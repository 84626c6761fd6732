import type { ReactNode } from 'react';
import classes from './lanes.module.css';
import { traceCorners } from './trace-geometry.ts';
import type { UnitRow } from './unit-rows.ts';

/** A row an action unit: a bar a rater from onset to offset, and its traces. The person's own stand out. */
export function UnitBars({
  rows,
  frameCount,
  playhead,
}: {
  readonly rows: readonly UnitRow[];
  readonly frameCount: number;
  readonly playhead: ReactNode;
}) {
  return (
    <ul className={classes['units']} aria-label="Action units over the frames">
      {rows.map((row) => (
        <li key={row.unit} className={classes['unit']}>
          <UnitLine row={row} frameCount={frameCount} />
          <span className={classes['unitName']}>{row.unit}</span>
        </li>
      ))}
      <li className={classes['playhead']} aria-hidden>
        {playhead}
      </li>
    </ul>
  );
}

function UnitLine({ row, frameCount }: { readonly row: UnitRow; readonly frameCount: number }) {
  const height = 100 / Math.max(1, row.bars.length);
  return (
    <>
      {row.bars.map(({ rater, isOwn, first, last, isMarked, code }, at) => (
        <div
          key={`${rater} ${code}`}
          className={classes['bar']}
          data-own={isOwn || undefined}
          data-unmarked={!isMarked || undefined}
          title={
            isMarked
              ? `${rater}: ${code}, frames ${first} to ${last}`
              : `${rater}: ${code}, onset and offset not marked`
          }
          style={{
            top: `${at * height}%`,
            height: `${height}%`,
            left: `${(first / frameCount) * 100}%`,
            width: `${((last + 1 - first) / frameCount) * 100}%`,
          }}
        />
      ))}
      {row.traces.length > 0 && (
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" className={classes['drawing']} aria-hidden>
          {row.traces.map(({ rater, trace }) => (
            <polyline
              key={rater}
              className={classes['unitTrace']}
              points={traceCorners(trace, frameCount)
                .map((corner) => corner.join(','))
                .join(' ')}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
      )}
    </>
  );
}
