import { useMemo } from 'react';
import { type ClipDetail, labelPresentClip, useCanLabel } from '#renderer/state/labelling.ts';
import { MARK_NAMES, markRange, marksOf } from '#renderer/state/marks.ts';
import { pause, seekTo, usePlayer } from '#renderer/state/player.ts';
import { useRaterId } from '#renderer/state/session.ts';
import { Timeline } from '#renderer/widgets/timeline.tsx';
import type { LabelValues } from '#shared/domain/label.ts';

/** The timeline of the clip in Label; dragging a mark shows the frame it is at. */
export function ClipTimeline({
  detail,
  own,
}: {
  readonly detail: ClipDetail | undefined;
  readonly own: LabelValues;
}) {
  const index = usePlayer((state) => state.shown?.index ?? null);
  const raterId = useRaterId();
  const isLabelling = useCanLabel();
  const frameCount = detail?.clip.frameCount ?? 0;
  const tracks = useMemo(
    () =>
      (detail?.labels ?? [])
        .filter((label) => label.raterId !== raterId)
        .map(({ raterName, onset, apex, offset }) => ({ rater: raterName, onset, apex, offset })),
    [detail, raterId],
  );
  const marks = detail === undefined ? null : marksOf(own, detail.clip);
  return (
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
              isEstimated: name === 'apex' && detail?.clip.apexEstimated === true,
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
  );
}
