import { useRecording } from '#renderer/state/recording.ts';
import { scaleColour } from '#renderer/widgets/palette.ts';
import classes from './labelling.module.css';

/** The value held, as a column beside the picture, while the intensity is recorded. */
export function RecordingOverlay() {
  const value = useRecording((state) => state.now?.value ?? null);
  if (value === null) return null;
  return (
    <div className={classes['recording']} role="status" aria-label="Recording">
      <span>● {value.toFixed(2)}</span>
      <div className={classes['recordingColumn']}>
        <div style={{ height: `${value * 100}%`, background: scaleColour(value) }} />
      </div>
      <span className={classes['recordingHint']}>mouse height, ↑ ↓ or digits</span>
    </div>
  );
}
