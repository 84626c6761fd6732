import { usePlayer } from '#renderer/state/player.ts';
import { Playhead } from '#renderer/widgets/timeline.tsx';

/** The frame before the eyes, for the timeline and its lanes. */
export function ClipPlayhead({ frameCount }: { readonly frameCount: number }) {
  const index = usePlayer((state) => state.shown?.index ?? null);
  return <Playhead index={index} frameCount={frameCount} />;
}
