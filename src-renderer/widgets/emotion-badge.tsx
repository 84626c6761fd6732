import { emotionColour } from './palette.ts';
import classes from './widgets.module.css';

/** An emotion's colour and name; "no emotion" for none. */
export function EmotionBadge({
  name,
  muted = false,
}: {
  readonly name: string | null;
  readonly muted?: boolean;
}) {
  return (
    <span className={classes['emotion']} data-muted={muted || name === null || undefined}>
      <span className={classes['dot']} style={{ background: emotionColour(name) }} aria-hidden />
      <span className={classes['emotionName']}>{name ?? 'no emotion'}</span>
    </span>
  );
}
