import { useCanLabel } from '#renderer/state/labelling.ts';
import { usePlayer } from '#renderer/state/player.ts';
import { moveKeyframe, removeKeyframe, setKeyframe, useRecording } from '#renderer/state/recording.ts';
import { useTraces } from '#renderer/state/traces.ts';
import { TraceLane } from '#renderer/widgets/trace-lane.tsx';
import type { ClipId } from '#shared/domain/ids.ts';

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
  const index = usePlayer((state) => state.shown?.index ?? null);
  const recording = useRecording((state) => state.now);
  const { own, others } = useTraces(clipId);
  const isLabelling = useCanLabel();
  const isLive = recording?.clipId === clipId;
  return (
    <TraceLane
      frameCount={frameCount}
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
