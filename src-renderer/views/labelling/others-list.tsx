import { Text } from '@mantine/core';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import { IntensityBar } from '#renderer/widgets/intensity-bar.tsx';
import type { Label } from '#shared/domain/label.ts';
import classes from './labelling.module.css';

/** What the other raters said of this clip. */
export function OthersList({ labels }: { readonly labels: readonly Label[] }) {
  if (labels.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nobody else has labelled this clip.
      </Text>
    );
  return (
    <ul className={classes['others']} aria-label="Labels of other raters">
      {labels.map((label) => (
        <li key={label.raterId} className={classes['other']}>
          <span className={classes['otherName']} title={label.raterName}>
            {label.raterName}
          </span>
          <EmotionBadge name={label.emotion} />
          <IntensityBar value={label.intensity} />
          <span className={classes['otherMarks']}>
            {marksInWords(label)}
            {label.actionUnits !== null && ` · AU ${label.actionUnits}`}
            {label.note !== '' && ` · ${label.note}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function marksInWords({ onset, apex, offset, apexEstimated }: Label): string {
  if (onset === null && apex === null && offset === null) return '';
  return `frames ${onset ?? '–'} / ${apex ?? '–'}${apexEstimated ? '~' : ''} / ${offset ?? '–'}`;
}
