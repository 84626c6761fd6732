import { scaleColour } from './palette.ts';
import classes from './widgets.module.css';

/** Intensity 0 to 1 as a bar with its value; the raters' spread (standard deviation) as a whisker. */
export function IntensityBar({
  value,
  spread = null,
}: {
  readonly value: number | null;
  readonly spread?: number | null;
}) {
  const text = value === null ? '–' : value.toFixed(2);
  const said = value === null ? 'no intensity' : `intensity ${text}`;
  const spreadSaid = spread === null ? '' : `, raters differ by ${spread.toFixed(2)}`;
  return (
    <span className={classes['intensity']}>
      <span className={classes['track']} role="img" aria-label={said + spreadSaid}>
        {value !== null && (
          <span
            className={classes['fill']}
            style={{ width: `${value * 100}%`, background: scaleColour(value) }}
          />
        )}
        {value !== null && spread !== null && (
          <span className={classes['whisker']} style={whisker(value, spread)} />
        )}
      </span>
      <span className={classes['number']} aria-hidden>
        {text}
      </span>
    </span>
  );
}

function whisker(value: number, spread: number) {
  const low = Math.max(0, value - spread);
  const high = Math.min(1, value + spread);
  return { left: `${low * 100}%`, width: `${(high - low) * 100}%` };
}
