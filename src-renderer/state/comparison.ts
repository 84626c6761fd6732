import { create } from 'zustand';
import { clamp } from '#shared/base/units.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { alignedIndex } from './comparison-lock.ts';
import { type ClipDetail, present, presentMark } from './labelling.ts';
import { shownIndex, usePlayer } from './player.ts';
import { queries, queryClient } from './queries.ts';
import { useSession } from './session.ts';
import { createStillFrame, type StillFrame } from './still-frame.ts';

/** The clip in the second pane. */
export interface ComparedClip {
  readonly clipId: ClipId;
  readonly name: string;
  readonly frameCount: number;
  /** Null where it is not known, or not to be seen: frames are then counted from the first. */
  readonly onset: number | null;
}

interface Comparison {
  /** Null: one pane. */
  readonly clip: ComparedClip | null;
  /** The frame asked for last, of the second pane. */
  readonly wantedIndex: number;
  /** What arrived last for the second pane. */
  readonly shown: StillFrame | null;
  /** Whether the second pane keeps its distance while one goes through the first. */
  readonly isLocked: boolean;
  /** In the same clip: frames from the first pane to the second while locked. */
  readonly distance: number;
  /** Whether another clip is being chosen. */
  readonly isPicking: boolean;
}

const NONE: Comparison = {
  clip: null,
  wantedIndex: 0,
  shown: null,
  isLocked: false,
  distance: 0,
  isPicking: false,
};

export const useComparison = create<Comparison>()(() => NONE);

const second = createStillFrame(
  async (clipId) => (await queryClient.fetchQuery(detailOf(clipId))).media.contentHash,
  (shown) => useComparison.setState({ shown }),
);

/** Keeps the frame before the eyes in the second pane, to compare others of the clip with. */
export function pinShownFrame(): void {
  const index = shownIndex();
  const clip = presentClip();
  if (index === null || clip === null) return;
  begin({ ...clip, onset: presentMark('onset') }, index, false);
}

/** Shows another clip beside this one, from onset to onset. */
export function compareWith({ id, name, frameCount, onset }: ClipRow): void {
  // Rating again, what was said before is not seen.
  const seenOnset = useSession.getState().round > 1 ? null : onset;
  begin({ clipId: id, name, frameCount, onset: seenOnset }, seenOnset ?? 0, true);
}

export const pickClip = (): void => useComparison.setState(({ isPicking }) => ({ isPicking: !isPicking }));

function begin(clip: ComparedClip, index: number, isLocked: boolean): void {
  second.clear();
  useComparison.setState({ ...NONE, clip });
  seekCompared(index);
  if (isLocked) lockCompared(true);
}

/** One pane again. */
export function closeComparison(): void {
  second.clear();
  useComparison.setState(NONE);
}

/** Shows a frame of the second pane; while locked it goes back to its place with the next step. */
export function seekCompared(index: number): void {
  const { clip } = useComparison.getState();
  if (clip === null || clip.frameCount === 0) return;
  const wantedIndex = clamp(index, 0, clip.frameCount - 1);
  useComparison.setState({ wantedIndex });
  second.want({ clipId: clip.clipId, index: wantedIndex });
}

export const retryCompared = (): void => seekCompared(useComparison.getState().wantedIndex);

/** Asks anew for what the second pane shows: its clip, or its media, may be others now. */
export async function renewCompared(): Promise<void> {
  const clipId = useComparison.getState().clip?.clipId;
  if (clipId === undefined) return;
  const detail: ClipDetail | null = await queryClient.fetchQuery(detailOf(clipId)).catch(() => null);
  const { clip } = useComparison.getState();
  if (clip?.clipId !== clipId) return;
  if (detail !== null) {
    const { name, frameCount } = detail.clip;
    useComparison.setState({ clip: { ...clip, name, frameCount } });
  }
  retryCompared();
}

/** Two clips go on from onset to onset, two frames of one clip at the distance they have now. */
export function lockCompared(isLocked: boolean): void {
  const { wantedIndex } = useComparison.getState();
  useComparison.setState({ isLocked, distance: wantedIndex - usePlayer.getState().wantedIndex });
  follow();
}

/** Brings the second pane to where it belongs; nothing where it is free. */
function follow(): void {
  const { clip, isLocked, distance, wantedIndex } = useComparison.getState();
  const player = usePlayer.getState();
  if (clip === null || !isLocked || player.clip === null) return;
  const isSameClip = player.clip.clipId === clip.clipId;
  const to = alignedIndex(player.wantedIndex, {
    distance: isSameClip ? distance : (clip.onset ?? 0) - (presentMark('onset') ?? 0),
    frameCount: clip.frameCount,
  });
  if (to !== wantedIndex) seekCompared(to);
}

usePlayer.subscribe(({ wantedIndex, clip }, before) => {
  if (wantedIndex !== before.wantedIndex || clip !== before.clip) follow();
});

function presentClip(): Omit<ComparedClip, 'onset'> | null {
  const { clip } = usePlayer.getState();
  const clipId = present()?.clipId;
  if (clip === null || clipId !== clip.clipId) return null;
  const detail = queryClient.getQueryData(detailOf(clipId).queryKey);
  return { clipId, name: detail?.clip.name ?? '', frameCount: clip.frameCount };
}

function detailOf(clipId: ClipId) {
  const { rater, round } = useSession.getState();
  return queries.clipDetail(clipId, rater?.id ?? null, round);
}
