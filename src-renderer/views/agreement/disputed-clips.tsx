import { Text } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useDispute } from '#renderer/state/agreement.ts';
import { openClip } from '#renderer/state/navigation.ts';
import type { AgreementKind, AgreementPair } from '#shared/domain/agreement.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import classes from './agreement.module.css';
import { FIELD_OF, valueInWords } from './question.ts';

const ROW_HEIGHT_PX = 30;

/** The clips both raters labelled, those on which they differ most first; arrow keys walk, Enter opens one in Label. */
export function DisputedClips({
  kind,
  classMap,
  clips,
  names,
  focus,
  onFocus,
}: {
  readonly kind: AgreementKind;
  readonly classMap: string | null;
  readonly clips: readonly AgreementPair['clips'][number][];
  readonly names: { readonly a: string; readonly b: string };
  readonly focus: ClipId | null;
  readonly onFocus: (clipId: ClipId) => void;
}) {
  const viewport = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: clips.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 10,
  });
  const at = Math.max(
    0,
    clips.findIndex(({ clipId }) => clipId === focus),
  );
  const title = `${names.a} and ${names.b}: the clips on which they differ most`;
  useEffect(() => {
    const focused = clips[at] ?? null;
    useDispute.setState({
      focused,
      field: FIELD_OF[kind],
      canTakeSide: classMap === null,
      move: (by) => {
        const next = clips[at + by];
        if (next !== undefined) onFocus(next.clipId);
      },
      open: () => {
        if (focused === null) return;
        const clipIds = clips.map(({ clipId }) => clipId);
        openClip(focused.clipId, { at: 'apex', review: { from: 'agreement', runId: null, title, clipIds } });
      },
    });
    if (focused !== null) virtual.scrollToIndex(at);
    return () => useDispute.setState({ focused: null });
  }, [at, classMap, clips, kind, onFocus, title, virtual]);
  return (
    <div className={classes['clipScroll']} ref={viewport}>
      <div
        role="listbox"
        aria-label={title}
        className={classes['rows']}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map((item) => {
          const clip = clips[item.index];
          if (clip === undefined) return null;
          return (
            <div
              key={clip.clipId}
              role="option"
              tabIndex={-1}
              aria-selected={item.index === at}
              className={classes['clip']}
              data-differs={clip.difference !== 0 || undefined}
              style={{ transform: `translateY(${item.start}px)`, height: ROW_HEIGHT_PX }}
              onPointerDown={() => onFocus(clip.clipId)}
              onDoubleClick={() => useDispute.getState().open()}
            >
              <Text size="sm" truncate className={classes['clipName'] ?? ''}>
                {clip.subject === null ? '' : `${clip.subject} · `}
                {clip.clipName}
              </Text>
              {clip.adjudicated ? (
                <IconGavel size={15} role="img" aria-label="decided" color="var(--mantine-color-teal-6)" />
              ) : (
                <span />
              )}
              <Text size="sm">{valueInWords(kind, clip.a)}</Text>
              <Text size="sm">{valueInWords(kind, clip.b)}</Text>
            </div>
          );
        })}
      </div>
    </div>
  );
}
