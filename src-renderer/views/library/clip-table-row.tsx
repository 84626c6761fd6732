import { Box } from '@mantine/core';
import { memo } from 'react';
import { useClipRow } from '#renderer/state/rows.ts';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import { IntensityBar } from '#renderer/widgets/intensity-bar.tsx';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ClipItemProps } from './clip-card.tsx';
import classes from './library.module.css';
import { useLingered } from './use-lingered.ts';

export const ClipTableRow = memo(function ClipTableRow({
  id,
  rowIndex,
  top,
  isSelected,
  isFocused,
  onClick,
  onOpen,
}: ClipItemProps & { readonly rowIndex: number; readonly top: number }) {
  const row = useClipRow(id, useLingered()).data;
  return (
    <Box
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      data-focused={isFocused || undefined}
      className={classes['tableRow'] ?? ''}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onClick(id, event)}
      onDoubleClick={() => onOpen(id)}
    >
      {row !== undefined && <Cells row={row} />}
    </Box>
  );
});

function Cells({ row }: { readonly row: ClipRow }) {
  return (
    <>
      <Box role="gridcell" className={classes['cut'] ?? ''} title={row.name}>
        {row.name}
      </Box>
      <Box role="gridcell" className={classes['cut'] ?? ''}>
        {row.subject ?? '–'}
      </Box>
      <Box role="gridcell">
        <EmotionBadge name={row.emotion} />
      </Box>
      <Box role="gridcell">
        <IntensityBar value={row.intensity} spread={row.intensitySpread} />
      </Box>
      <Box role="gridcell">{row.intensitySpread?.toFixed(3) ?? '–'}</Box>
      <Box role="gridcell">{row.frameCount}</Box>
      <Box role="gridcell">{row.fps ?? 'unknown'}</Box>
      <Box role="gridcell">{row.raterCount}</Box>
      <Box role="gridcell" className={classes['cut'] ?? ''}>
        {status(row)}
      </Box>
    </>
  );
}

function status(row: ClipRow): string {
  const parts: string[] = [];
  if (row.mediaMissing) parts.push('media missing');
  if (row.labelledByMe) parts.push('labelled by me');
  if (row.myStatus === 'draft' || row.myStatus === 'skipped') parts.push(row.myStatus);
  if (row.apexEstimated) parts.push('apex estimated');
  return parts.join(', ');
}
