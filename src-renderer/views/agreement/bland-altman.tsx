import type { AgreementPair } from '#shared/domain/agreement.ts';
import classes from './agreement.module.css';
import { axisTicks } from './axis-ticks.ts';

const WIDTH_PX = 420;
/** Room at the right for what the lines are. */
const LINE_TEXT_PX = 96;
const HEIGHT_PX = 240;
const MARGIN_PX = 40;

type Limits = NonNullable<AgreementPair['blandAltman']>;

/** Difference of two raters against their mean, a point a clip, with the bias and the limits of agreement. */
export function BlandAltmanPlot({
  clips,
  limits,
  focusedId,
}: {
  readonly clips: readonly AgreementPair['clips'][number][];
  readonly limits: Limits;
  readonly focusedId: number | null;
}) {
  const points = clips.flatMap(({ clipId, a, b, difference }) =>
    typeof a === 'number' && typeof b === 'number' ? [{ id: clipId, mean: (a + b) / 2, difference }] : [],
  );
  const x = scale(
    points.map(({ mean }) => mean),
    MARGIN_PX,
    WIDTH_PX - LINE_TEXT_PX,
  );
  const y = scale(
    [...points.map(({ difference }) => difference), limits.lower, limits.upper, 0],
    HEIGHT_PX - MARGIN_PX,
    12,
  );
  const lines = [
    ['+1.96 SD', limits.upper],
    ['bias', limits.bias],
    ['−1.96 SD', limits.lower],
  ] as const;
  return (
    <svg
      className={classes['plot']}
      viewBox={`0 0 ${WIDTH_PX} ${HEIGHT_PX}`}
      role="img"
      aria-label={`Bland-Altman plot: bias ${limits.bias.toFixed(3)}, limits of agreement ${limits.lower.toFixed(3)} to ${limits.upper.toFixed(3)}`}
    >
      {lines.map(([name, value]) => (
        <g key={name}>
          <line
            x1={MARGIN_PX}
            x2={WIDTH_PX - LINE_TEXT_PX}
            y1={y(value)}
            y2={y(value)}
            data-bias={name === 'bias' || undefined}
          />
          <text x={WIDTH_PX - LINE_TEXT_PX + 4} y={y(value) + 4}>
            {name} {value.toFixed(2)}
          </text>
        </g>
      ))}
      {points.map((point) => (
        <circle
          key={point.id}
          cx={x(point.mean)}
          cy={y(point.difference)}
          r={point.id === focusedId ? 6 : 3.5}
          data-selected={point.id === focusedId || undefined}
        />
      ))}
      {axisTicks(points.map(({ mean }) => mean)).map(({ value, words }) => (
        <text key={words} x={x(value)} y={HEIGHT_PX - 26} textAnchor="middle">
          {words}
        </text>
      ))}
      <text x={(WIDTH_PX - 30) / 2} y={HEIGHT_PX - 10} textAnchor="middle">
        mean of the two
      </text>
      <text x={14} y={HEIGHT_PX / 2} textAnchor="middle" transform={`rotate(-90 14 ${HEIGHT_PX / 2})`}>
        first − second
      </text>
    </svg>
  );
}

/** Places values between two pixels; a single value stands in the middle. */
function scale(values: readonly number[], fromPx: number, toPx: number): (value: number) => number {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (low === high) return () => (fromPx + toPx) / 2;
  return (value) => fromPx + ((value - low) / (high - low)) * (toPx - fromPx);
}
