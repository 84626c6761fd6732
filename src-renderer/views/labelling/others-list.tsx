import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ESTIMATED, MARK_NAMES } from '#renderer/state/marks.ts';
import { queries } from '#renderer/state/queries.ts';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import { IntensityBar } from '#renderer/widgets/intensity-bar.tsx';
import type { Label } from '#shared/domain/label.ts';
import classes from './labelling.module.css';

/** What the other raters said of this clip; in a blind project once one's own label is submitted. */
export function OthersList({
  labels,
  isSubmitted,
}: {
  readonly labels: readonly Label[];
  /** Whether the rater has submitted, or skipped, the clip. */
  readonly isSubmitted: boolean;
}) {
  const isBlind = useQuery(queries.settings()).data?.blind ?? false;
  if (labels.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {isBlind && !isSubmitted
          ? 'What others said is hidden until you submit.'
          : 'Nobody else has labelled this clip.'}
      </Text>
    );
  return (
    <ul className={classes['others']} aria-label="Labels of other raters">
      {labels.map((label) => (
        <li key={`${label.raterId} ${label.round}`} className={classes['other']}>
          <span className={classes['otherName']} title={label.raterName}>
            {label.raterName}
            {label.round > 1 && ` (${label.round})`}
          </span>
          <EmotionBadge name={label.emotion} />
          <IntensityBar value={label.intensity} />
          <span className={classes['otherMarks']}>
            {statusInWords(label)}
            {sharesInWords(label)}
            {marksInWords(label)}
            {label.actionUnits !== null && ` · AU ${label.actionUnits}`}
            {label.note !== '' && ` · ${label.note}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function statusInWords({ status, skipReason }: Label): string {
  if (status === 'submitted') return '';
  return `${status}${skipReason === null ? '' : `: ${skipReason}`} · `;
}

function sharesInWords({ distribution }: Label): string {
  if (distribution === null) return '';
  const shares = Object.entries(distribution).map(([emotion, share]) => `${emotion} ${share.toFixed(2)}`);
  return `${shares.join(' + ')} · `;
}

function marksInWords(label: Label): string {
  if (MARK_NAMES.every((name) => label[name] === null)) return '';
  const marks = MARK_NAMES.map((name) => `${label[name] ?? '–'}${label[ESTIMATED[name]] ? '~' : ''}`);
  return `frames ${marks.join(' / ')}`;
}
