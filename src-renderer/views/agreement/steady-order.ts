import { useState } from 'react';
import type { ClipId } from '#shared/domain/ids.ts';

interface Listed {
  readonly clipId: ClipId;
}

/** The clips in the order of `before`, if they are the same ones; else as they are. */
export function inOrder<T extends Listed>(clips: readonly T[], before: readonly ClipId[]): readonly T[] {
  const places = new Map(before.map((clipId, place) => [clipId, place]));
  const isSame = places.size === clips.length && clips.every(({ clipId }) => places.has(clipId));
  if (!isSame) return clips;
  return [...clips].sort((a, b) => (places.get(a.clipId) ?? 0) - (places.get(b.clipId) ?? 0));
}

/** A list that is worked through stays as it is while clips are decided; other clips bring their own order. */
export function useSteadyOrder<T extends Listed>(clips: readonly T[]): readonly T[] {
  const [order, setOrder] = useState(() => clips.map(({ clipId }) => clipId));
  const steady = inOrder(clips, order);
  if (steady === clips && clips.some(({ clipId }, place) => clipId !== order[place]))
    setOrder(clips.map(({ clipId }) => clipId));
  return steady;
}
