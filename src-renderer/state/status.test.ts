import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clipId, raterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelStatus } from '#shared/domain/label.ts';
import { canLabel } from './labelling.ts';
import { setLabel, useSaving } from './labels.ts';
import { useNavigation } from './navigation.ts';
import { queries, queryClient } from './queries.ts';
import { useSession } from './session.ts';
import { submitAndGoOn } from './status.ts';
import { labelledClip } from './walk.ts';

// The window's bridge to the engine, which never answers: what is asked stays on its way.
vi.hoisted(() => {
  const bridge = { call: () => new Promise(() => {}), onEvent: () => () => {}, pickPath: async () => null };
  Object.assign(globalThis, { window: { onset: bridge, addEventListener: () => {} } });
});

// Others in each test: what is on its way stays there.
let first = clipId.parse(1);
let second = clipId.parse(2);
const ADA = { id: raterId.parse(1), name: 'Ada', kind: 'person', scheme: 'own', labelCount: 0 } as const;

beforeEach(() => {
  [first, second] = [clipId.parse(first + 2), clipId.parse(second + 2)];
  useSession.getState().setRater(ADA);
  useNavigation.getState().go({
    view: 'label',
    clipId: first,
    at: 'start',
    review: { from: 'queue', runId: null, title: 'queue', clipIds: [first, second] },
  });
});
afterEach(() => queryClient.clear());

/** The engine's answer on the first clip is there. */
function know(status: LabelStatus | null, round = 1): void {
  const place = { clipId: first, raterId: ADA.id, raterName: 'Ada', round };
  const labels = status === null ? [] : [{ ...EMPTY_LABEL, ...place, status, intensity: 0.7, updatedAt: '' }];
  const clip = {
    emotion: null,
    intensity: null,
    onset: null,
    apex: null,
    offset: null,
    apexEstimated: false,
  };
  const { queryKey } = queries.clipDetail(first, ADA.id, round);
  queryClient.setQueryData<unknown>(queryKey, { clip, labels, media: null });
}
const onTheirWay = () =>
  useSaving.getState().pending.flatMap((one) => (one.clipId === first ? [one.change] : []));

it('what is not known yet can neither be labelled nor left by submitting', () => {
  expect(canLabel()).toBe(false);
  submitAndGoOn();
  expect(labelledClip()).toBe(first);
  know('draft');
  expect(canLabel()).toBe(true);
  submitAndGoOn();
  expect(labelledClip()).toBe(second);
  expect(onTheirWay()).toEqual([{ status: 'submitted' }]);
});

it('a first word of a later round is a draft, also of a clip that is not known yet', () => {
  useSession.getState().setRound(2);
  setLabel(first, { intensity: 0.3 });
  expect(onTheirWay()).toEqual([{ intensity: 0.3, status: 'draft' }]);
});

it('another word of what was submitted in a later round leaves it submitted', () => {
  useSession.getState().setRound(2);
  know('submitted', 2);
  setLabel(first, { intensity: 0.3 });
  expect(onTheirWay()).toEqual([{ intensity: 0.3 }]);
});
