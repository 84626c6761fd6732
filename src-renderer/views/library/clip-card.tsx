import { Box } from '@mantine/core';
import { IconCheck, IconMinus, IconPencil } from '@tabler/icons-react';
import { type MouseEvent, memo } from 'react';
import { STATUS_WORDS } from '#renderer/state/filter-words.ts';
import { useClipRow } from '#renderer/state/rows.ts';
import { thumbnailUrl } from '#renderer/state/thumbnails.ts';
import { ClipThumbnail } from '#renderer/widgets/clip-thumbnail.tsx';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import { IntensityBar } from '#renderer/widgets/intensity-bar.tsx';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import classes from './library.module.css';
import { useLingered } from './use-lingered.ts';

export interface ClipItemProps {
  readonly id: ClipId;
  readonly isSelected: boolean;
  readonly isFocused: boolean;
  readonly onClick: (id: ClipId, event: MouseEvent) => void;
  readonly onOpen: (id: ClipId) => void;
}

/** One clip of the grid. It keeps its size while it waits for its figures. */
export const ClipCard = memo(function ClipCard({
  id,
  isSelected,
  isFocused,
  onClick,
  onOpen,
}: ClipItemProps) {
  const row = useClipRow(id, useLingered()).data;
  return (
    <Box
      role="option"
      id={`clip-${id}`}
      aria-selected={isSelected}
      aria-label={row === undefined ? 'Loading' : clipInWords(row)}
      data-focused={isFocused || undefined}
      className={classes['card'] ?? ''}
      onClick={(event) => onClick(id, event)}
      onDoubleClick={() => onOpen(id)}
    >
      <div className={classes['cardPicture']}>
        {row !== undefined && (
          <ClipThumbnail url={thumbnailUrl(row)} label={row.name} missing={row.mediaMissing} />
        )}
        {row?.myStatus != null && (
          <span className={classes['mine']} data-status={row.myStatus} title={STATUS_WORDS[row.myStatus]}>
            {row.myStatus === 'submitted' && <IconCheck size={12} stroke={3} aria-hidden />}
            {row.myStatus === 'draft' && <IconPencil size={12} stroke={2.5} aria-hidden />}
            {row.myStatus === 'skipped' && <IconMinus size={12} stroke={3} aria-hidden />}
          </span>
        )}
      </div>
      <div className={classes['cardName']} title={row?.name}>
        <span className={classes['cut']}>{row?.name}</span>
        <span className={classes['cardSubject']}>{row?.subject}</span>
      </div>
      <div className={classes['cardLine']}>{row !== undefined && <EmotionBadge name={row.emotion} />}</div>
      {row !== undefined && <IntensityBar value={row.intensity} spread={row.intensitySpread} />}
    </Box>
  );
});

function clipInWords(row: ClipRow): string {
  const intensity = row.intensity === null ? 'no intensity' : `intensity ${row.intensity.toFixed(2)}`;
  const parts = [
    row.name,
    row.subject === null ? 'no subject' : `subject ${row.subject}`,
    row.emotion ?? 'no emotion',
    intensity,
  ];
  if (row.labelledByMe) parts.push('labelled by me');
  if (row.myStatus === 'draft' || row.myStatus === 'skipped') parts.push(row.myStatus);
  if (row.mediaMissing) parts.push('media missing');
  return parts.join(', ');
}
