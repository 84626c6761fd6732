import { useMemo } from 'react';
import { useCanLabel } from '#renderer/state/labelling.ts';
import { usePlayer } from '#renderer/state/player.ts';
import { moveKeyframe, removeKeyframe, setKeyframe, useRecording } from '#renderer/state/recording.ts';
import { useTraces } from '#renderer/state/traces.ts';
import { TraceLane } from '#renderer/widgets/trace-lane.tsx';
import type { ClipId } from '#shared/domain/ids.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { ClipPlayhead } from './clip-playhead.tsx';

/** The intensity over the frames of the clip in Label; a keyframe that is set or dragged is saved at once. */
export function TraceEditor({
  clipId,
  frameCount,
  isHidden,
}: {
  readonly clipId: ClipId;
  readonly frameCount: number;
  /** Whether others' traces are not to be seen yet. */
  readonly isHidden: boolean;
}) {
  const recording = useRecording((state) => state.now);
  const { own, others } = useTraces(clipId);
  const isLabelling = useCanLabel();
  const index = useKeyframeIndex(own);
  const isLive = recording?.clipId === clipId;
  return (
    <TraceLane
      frameCount={frameCount}
      playhead={<ClipPlayhead frameCount={frameCount} />}
      index={index}
      own={own}
      others={isHidden ? [] : others.map((trace) => ({ rater: `${trace.raterName} ${trace.round}`, trace }))}
      live={isLive ? { interpolation: 'linear', points: recording.points } : null}
      disabled={!isLabelling || frameCount === 0}
      onAdd={(frame, value) => setKeyframe(frame, value, null)}
      onMove={(from, frame, value, dragId) => moveKeyframe(from, [frame, value], frameCount, dragId)}
      onRemove={removeKeyframe}
    />
  );
}

/** The frame shown, where a keyframe is: over all others nothing is drawn anew. */
function useKeyframeIndex(own: TraceValues | null): number | null {
  const frames = useMemo(() => new Set(own?.points.map(([frame]) => frame)), [own]);
  return usePlayer(({ shown }) => (shown !== null && frames.has(shown.index) ? shown.index : null));
}
