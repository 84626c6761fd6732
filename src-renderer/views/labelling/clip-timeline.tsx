import { type ReactNode, useEffect, useMemo } from 'react';
import { type ClipDetail, labelPresentClip, useCanLabel, useIsHidden } from '#renderer/state/labelling.ts';
import { isEstimated, MARK_NAMES, markRange, marksOf } from '#renderer/state/marks.ts';
import { pause, seekTo, setLoopRange } from '#renderer/state/player.ts';
import { useRaterId, useRound } from '#renderer/state/session.ts';
import { Timeline } from '#renderer/widgets/timeline.tsx';
import type { ClipId } from '#shared/domain/ids.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { ClipPlayhead } from './clip-playhead.tsx';
import { TraceEditor } from './trace-editor.tsx';

/** The timeline of the clip in Label; dragging a mark shows the frame it is at. */
export function ClipTimeline({
  clipId,
  detail,
  own,
  lanes,
}: {
  readonly clipId: ClipId;
  readonly detail: ClipDetail | undefined;
  readonly own: LabelValues;
  /** More over the same frames, between the marks and the trace. */
  readonly lanes?: ReactNode;
}) {
  const raterId = useRaterId();
  const round = useRound();
  const isLabelling = useCanLabel();
  const isHidden = useIsHidden(detail);
  const frameCount = detail?.clip.frameCount ?? 0;
  const tracks = useMemo(
    () =>
      (detail?.labels ?? [])
        .filter((label) => label.raterId !== raterId || label.round !== round)
        .map(({ raterName, round, onset, apex, offset }) => ({
          rater: `${raterName} ${round}`,
          onset,
          apex,
          offset,
        })),
    [detail, raterId, round],
  );
  const marks = detail === undefined ? null : marksOf(own, detail.clip);
  useLoop(marks?.onset.index ?? null, marks?.offset.index ?? null);
  return (
    <>
      <Timeline
        frameCount={frameCount}
        playhead={<ClipPlayhead frameCount={frameCount} />}
        disabled={!isLabelling || detail === undefined}
        tracks={tracks}
        marks={
          marks === null
            ? []
            : MARK_NAMES.map((name) => ({
                name,
                ...marks[name],
                isEstimated: isEstimated(name, own, detail?.clip),
                range: markRange(name, own, frameCount),
              }))
        }
        onSeek={(to) => {
          pause();
          seekTo(to);
        }}
        onMark={(name, to, dragId) => {
          labelPresentClip({ [name]: to }, dragId);
          if (to !== null) seekTo(to);
        }}
      />
      {lanes}
      <TraceEditor clipId={clipId} frameCount={frameCount} isHidden={isHidden} />
    </>
  );
}

/** A loop goes from onset to offset; without both, over the whole clip. */
function useLoop(onset: number | null, offset: number | null): void {
  useEffect(() => {
    setLoopRange(onset !== null && offset !== null && offset > onset ? [onset, offset] : null);
  }, [onset, offset]);
}
