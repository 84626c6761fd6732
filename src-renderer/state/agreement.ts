import { queryOptions } from '@tanstack/react-query';
import { create } from 'zustand';
import { callEngine } from '#renderer/client/index.ts';
import type { AgreementReport, AgreementRequest } from '#shared/domain/agreement.ts';
import { DEFAULT_RECIPE } from '#shared/domain/gold.ts';
import type { ClipId, RaterId, TaskId } from '#shared/domain/ids.ts';
import type { LabelChange } from '#shared/domain/label.ts';
import { refreshUndo, useSaving } from './labels.ts';
import { queryClient } from './queries.ts';
import { useSession } from './session.ts';

/** What the page of agreement asks. The first words of the keys are what events.ts invalidates by. */
export const agreementQueries = {
  report: (request: AgreementRequest) =>
    queryOptions({
      queryKey: ['agreement', request],
      queryFn: () => callEngine('agreement.report', { request }),
    }),
  pair: (request: AgreementRequest, a: RaterId, b: RaterId) =>
    queryOptions({
      queryKey: ['agreement', request, a, b],
      queryFn: () => callEngine('agreement.pair', { request, a, b }),
    }),
  /** The gold label of one clip by the default recipe, as far as who asks may see it; null where there is none. */
  gold: (clipId: ClipId, raterId: RaterId | null) =>
    queryOptions({
      queryKey: ['gold', clipId, raterId],
      queryFn: async () => {
        if (raterId === null) return null;
        const asked = { recipe: DEFAULT_RECIPE, clipIds: [clipId], raterId };
        const { labels } = await callEngine('gold.labels', asked);
        return labels[0] ?? null;
      },
    }),
  schemes: () => queryOptions({ queryKey: ['schemes'], queryFn: () => callEngine('schemes.list', {}) }),
};

/** The report with the intervals that take resampling: long. */
export const resampleReport = (request: AgreementRequest, taskId: TaskId): Promise<AgreementReport> =>
  callEngine('agreement.intervals', { request, taskId });

/** A clip on which two raters differ, with what they said. */
export interface DisputedClip {
  readonly clipId: ClipId;
  readonly a: number | string;
  readonly b: number | string;
}

interface Dispute {
  /** The clip in focus of the list of a pair; null where none is shown. */
  readonly focused: DisputedClip | null;
  /** Which field of a label the two said. */
  readonly field: 'emotion' | 'intensity' | 'onset' | 'apex' | 'offset' | 'actionUnits';
  /** Whether what the two said can be decided as it stands: classes of a map are no emotions. */
  readonly canTakeSide: boolean;
  /** Another clip of the list, by so many places; by 0 the one in focus stays so wherever it comes to stand. */
  move(by: number): void;
  open(): void;
}

/** What the keys of the page act on. */
export const useDispute = create<Dispute>()(() => ({
  focused: null,
  field: 'emotion',
  canTakeSide: true,
  move: () => {},
  open: () => {},
}));

/** Decides the clip in focus: the change is what holds from now on, whatever raters say. */
export async function adjudicate(change: LabelChange): Promise<void> {
  const { focused, move } = useDispute.getState();
  const raterId = useSession.getState().rater?.id;
  if (focused === null || raterId === undefined) return;
  useSaving.setState({ undoFailure: null });
  move(0);
  try {
    const { clipId } = focused;
    await callEngine('labels.set', { clipId, raterId, as: 'adjudicated', change, mergeKey: null });
    await queryClient.invalidateQueries({ queryKey: ['gold', clipId] });
    await refreshUndo();
  } catch (error) {
    useSaving.setState({ undoFailure: error instanceof Error ? error.message : String(error) });
  }
}

/** Decides as one of the two raters said. */
export async function takeSide(side: 'a' | 'b'): Promise<void> {
  const { focused, field, canTakeSide } = useDispute.getState();
  if (focused === null || !canTakeSide) return;
  await adjudicate({ [field]: focused[side] });
}
