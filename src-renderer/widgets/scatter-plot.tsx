import { type KeyboardEvent, useState } from 'react';
import classes from './figures.module.css';
import { nearestPoints, type PlotPoint, toPixels } from './scatter-geometry.ts';

const SIZE_PX = 420;
const MARGIN_PX = 40;
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

/** Truth across, prediction up, both 0 to 1, with the line where they agree. A click takes the points under it; arrow keys walk along the truth. */
export function ScatterPlot({
  points,
  selectedIds,
  onSelect,
}: {
  readonly points: readonly PlotPoint[];
  readonly selectedIds: ReadonlySet<number>;
  readonly onSelect: (ids: readonly number[]) => void;
}) {
  const [focusAt, setFocusAt] = useState(0);
  const byTruth = [...points].sort((a, b) => a.truth - b.truth);
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const at = Math.min(byTruth.length - 1, Math.max(0, focusAt + by));
    setFocusAt(at);
    const point = byTruth[at];
    if (point !== undefined) onSelect([point.id]);
  };
  return (
    <svg
      className={classes['scatter']}
      viewBox={`0 0 ${SIZE_PX} ${SIZE_PX}`}
      role="application"
      aria-label={`Truth against prediction, ${points.length} clips. Left and right arrow keys walk through them.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk through the points.
      tabIndex={0}
      onKeyDown={walk}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const scale = SIZE_PX / box.width;
        const at = { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
        onSelect(nearestPoints(points, at, SIZE_PX, MARGIN_PX));
      }}
    >
      <Axes />
      {points.map((point) => {
        const { x, y } = toPixels(point, SIZE_PX, MARGIN_PX);
        return (
          <circle key={point.id} cx={x} cy={y} r={4} data-selected={selectedIds.has(point.id) || undefined} />
        );
      })}
    </svg>
  );
}

function Axes() {
  const low = MARGIN_PX;
  const high = SIZE_PX - MARGIN_PX;
  return (
    <g>
      <rect x={low} y={low} width={high - low} height={high - low} className={classes['plotArea']} />
      <line x1={low} y1={high} x2={high} y2={low} className={classes['agreement']} />
      {TICKS.map((tick) => {
        const at = toPixels({ id: 0, truth: tick, prediction: tick }, SIZE_PX, MARGIN_PX);
        return (
          <g key={tick}>
            <text x={at.x} y={high + 16} textAnchor="middle">
              {tick}
            </text>
            <text x={low - 6} y={at.y + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        );
      })}
      <text x={SIZE_PX / 2} y={SIZE_PX - 6} textAnchor="middle">
        truth
      </text>
      <text x={12} y={SIZE_PX / 2} textAnchor="middle" transform={`rotate(-90 12 ${SIZE_PX / 2})`}>
        prediction
      </text>
    </g>
  );
}
