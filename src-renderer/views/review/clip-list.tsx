import { Badge, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { openClip, type ReviewContext } from '#renderer/state/navigation.ts';
import { useClipRow } from '#renderer/state/rows.ts';
import { thumbnailUrl } from '#renderer/state/thumbnails.ts';
import { ClipThumbnail } from '#renderer/widgets/clip-thumbnail.tsx';
import { EmptyState } from '#renderer/widgets/states.tsx';
import type { ClipId } from '#shared/domain/ids.ts';
import type { ReviewedPrediction } from '#shared/domain/review.ts';
import classes from './review.module.css';

const ROW_HEIGHT_PX = 76;

/** The clips of what is selected; a click opens one at its apex, and Label then walks through this list. */
export function ClipList({
  predictions,
  context,
  staleIds,
}: {
  readonly predictions: readonly ReviewedPrediction[];
  readonly context: ReviewContext;
  readonly staleIds: ReadonlySet<number>;
}) {
  const viewport = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: predictions.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 6,
  });
  return (
    <section className={classes['list']} aria-label={context.title}>
      <Text fw={600} size="sm">
        {context.title}{' '}
        <Text span c="dimmed" size="sm">
          {predictions.length} {predictions.length === 1 ? 'clip' : 'clips'}
        </Text>
      </Text>
      {predictions.length === 0 ? (
        <EmptyState title="No clips here">Pick another cell or bar.</EmptyState>
      ) : (
        <ScrollArea className={classes['listScroll'] ?? ''} viewportRef={viewport}>
          <ul className={classes['rows']} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const prediction = predictions[item.index];
              if (prediction === undefined) return null;
              const { clipId } = prediction;
              const isStale = clipId !== null && staleIds.has(clipId);
              return (
                <li
                  key={`${clipId} ${item.index}`}
                  style={{ transform: `translateY(${item.start}px)`, height: ROW_HEIGHT_PX }}
                >
                  {clipId === null ? (
                    <MissingEntry prediction={prediction} />
                  ) : (
                    <ClipEntry clipId={clipId} prediction={prediction} context={context} isStale={isStale} />
                  )}
                </li>
              );
            })}
          </ul>
        </ScrollArea>
      )}
    </section>
  );
}

function ClipEntry({
  clipId,
  prediction,
  context,
  isStale,
}: {
  readonly clipId: ClipId;
  readonly prediction: ReviewedPrediction;
  readonly context: ReviewContext;
  readonly isStale: boolean;
}) {
  const row = useClipRow(clipId).data;
  const { clipName } = prediction;
  return (
    <UnstyledButton
      className={classes['entry']}
      aria-label={`Open ${clipName} at its apex`}
      onClick={() => openClip(clipId, { at: 'apex', review: context })}
    >
      <span className={classes['picture']}>
        <ClipThumbnail
          url={row === undefined ? null : thumbnailUrl(row)}
          label={clipName}
          missing={row?.mediaMissing ?? false}
        />
      </span>
      <EntryText prediction={prediction} isStale={isStale} />
    </UnstyledButton>
  );
}

/** A clip of a kept log that the project does not have: nothing to open. */
function MissingEntry({ prediction }: { readonly prediction: ReviewedPrediction }) {
  return (
    <div className={classes['entry']} data-missing>
      <span className={classes['picture']} />
      <EntryText prediction={prediction} isStale={false} />
    </div>
  );
}

function EntryText({
  prediction,
  isStale,
}: {
  readonly prediction: ReviewedPrediction;
  readonly isStale: boolean;
}) {
  const { clipId, clipName, dataset, subject, fold, truth, confidence } = prediction;
  const whose = [dataset, subject].filter((name) => name !== null).join(' ');
  return (
    <span className={classes['entryText']}>
      <Text size="sm" truncate>
        {clipName}{' '}
        <Text span size="xs" c="dimmed">
          {whose === '' ? 'no subject' : whose}, fold {fold + 1}
        </Text>
      </Text>
      <Text size="xs">
        truth <b>{inWords(truth)}</b>, prediction <b>{inWords(prediction.prediction)}</b>
      </Text>
      <Text size="xs" c="dimmed">
        {confidence === null ? '' : `confidence ${confidence.toFixed(2)} `}
        {clipId === null && 'not in this project'}
        {isStale && (
          <Badge size="xs" color="yellow" variant="light">
            relabelled since
          </Badge>
        )}
      </Text>
    </span>
  );
}

const inWords = (value: string | number) => (typeof value === 'number' ? value.toFixed(2) : value);
