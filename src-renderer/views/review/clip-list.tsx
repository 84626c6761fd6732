import { Badge, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { openClip, type ReviewContext } from '#renderer/state/navigation.ts';
import { useClipRow } from '#renderer/state/rows.ts';
import { thumbnailUrl } from '#renderer/state/thumbnails.ts';
import { ClipThumbnail } from '#renderer/widgets/clip-thumbnail.tsx';
import { EmptyState } from '#renderer/widgets/states.tsx';
import type { Prediction } from '#shared/domain/run.ts';
import classes from './review.module.css';

const ROW_HEIGHT_PX = 76;

/** The clips of what is selected; a click opens one at its apex, and Label then walks through this list. */
export function ClipList({
  predictions,
  context,
  staleIds,
}: {
  readonly predictions: readonly Prediction[];
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
              return (
                <li
                  key={prediction.clipId}
                  style={{ transform: `translateY(${item.start}px)`, height: ROW_HEIGHT_PX }}
                >
                  <ClipEntry
                    prediction={prediction}
                    context={context}
                    isStale={staleIds.has(prediction.clipId)}
                  />
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
  prediction,
  context,
  isStale,
}: {
  readonly prediction: Prediction;
  readonly context: ReviewContext;
  readonly isStale: boolean;
}) {
  const row = useClipRow(prediction.clipId).data;
  const { clipName, truth, confidence } = prediction;
  return (
    <UnstyledButton
      className={classes['entry']}
      aria-label={`Open ${clipName} at its apex`}
      onClick={() => openClip(prediction.clipId, { at: 'apex', review: context })}
    >
      <span className={classes['picture']}>
        <ClipThumbnail
          url={row === undefined ? null : thumbnailUrl(row)}
          label={clipName}
          missing={row?.mediaMissing ?? false}
        />
      </span>
      <span className={classes['entryText']}>
        <Text size="sm" truncate>
          {clipName}{' '}
          <Text span size="xs" c="dimmed">
            {prediction.subject ?? 'no subject'}, fold {prediction.fold + 1}
          </Text>
        </Text>
        <Text size="xs">
          truth <b>{inWords(truth)}</b>, prediction <b>{inWords(prediction.prediction)}</b>
        </Text>
        <Text size="xs" c="dimmed">
          {confidence === null ? '' : `confidence ${confidence.toFixed(2)} `}
          {isStale && (
            <Badge size="xs" color="yellow" variant="light">
              relabelled since
            </Badge>
          )}
        </Text>
      </span>
    </UnstyledButton>
  );
}

const inWords = (value: string | number) => (typeof value === 'number' ? value.toFixed(2) : value);
