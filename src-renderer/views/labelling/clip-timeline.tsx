import { useMemo } from 'react';
import { type ClipDetail, labelPresentClip, useCanLabel, useIsHidden } from '#renderer/state/labelling.ts';
import { isEstimated, MARK_NAMES, markRange, marksOf } from '#renderer/state/marks.ts';
import { pause, seekTo, usePlayer } from '#renderer/state/player.ts';
import { useRaterId, useRound } from '#renderer/state/session.ts';
import { Timeline } from '#renderer/widgets/timeline.tsx';
import type { ClipId } from '#shared/domain/ids.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { TraceEditor } from './trace-editor.tsx';

/** The timeline of the clip in Label; dragging a mark shows the frame it is at. */
export function ClipTimeline({
  clipId,
  detail,
  own,
}: {
  readonly clipId: ClipId;
  readonly detail: ClipDetail | undefined;
  readonly own: LabelValues;
}) {
  const index = usePlayer((state) => state.shown?.index ?? null);
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
  return (
    <>
      <Timeline
        frameCount={frameCount}
        index={index}
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
      <TraceEditor clipId={clipId} frameCount={frameCount} isHidden={isHidden} />
    </>
  );
}
