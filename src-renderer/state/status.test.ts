import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clipId, raterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelStatus } from '#shared/domain/label.ts';
import { setLabel, useSaving } from './labels.ts';
import { useNavigation } from './navigation.ts';
import { queries, queryClient } from './queries.ts';
import { useSession } from './session.ts';
import { submitAndGoOn } from './status.ts';
import { labelledClip } from './walk.ts';

// The window's bridge to the engine: it tells of a clip what stands in `detail`, and writes nothing.
const engine = vi.hoisted(() => {
  const state: { detail: unknown } = { detail: null };
  const refusal = { ok: false, failure: { code: 'io', message: 'not written' } };
  const call = (name: string) =>
    Promise.resolve(name === 'clips.detail' ? { ok: true, output: state.detail } : refusal);
  const bridge = { call, onEvent: () => () => {}, pickPath: () => Promise.resolve(null) };
  Object.assign(globalThis, { window: { onset: bridge, addEventListener: () => {} } });
  return state;
});

const ADA = { id: raterId.parse(1), name: 'Ada', kind: 'person', scheme: 'own', labelCount: 0 } as const;

// Others in each test: what is not written stays on its way.
let first = clipId.parse(1);
let second = clipId.parse(2);

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

/** What the engine tells of the first clip. */
function detailOf(status: LabelStatus | null, round = 1) {
  const [at, place] = [
    '2026-01-01T00:00:00.000Z',
    { clipId: first, raterId: ADA.id, raterName: 'Ada', round },
  ];
  const labels = status === null ? [] : [{ ...EMPTY_LABEL, ...place, status, intensity: 0.7, updatedAt: at }];
  const clip = {
    ...{ id: first, name: 'c1', dataset: null, subject: null, split: null, frameCount: 3, fps: null },
    ...{ mediaMissing: false, emotion: null, intensity: null, onset: null, apex: null, offset: null },
    ...{ apexEstimated: false, raterCount: 0, intensitySpread: null, emotionAgreement: null },
    ...{ labelledByMe: false, myStatus: null },
  };
  const noVideo = { container: null, timestampsMs: null };
  const media = { root: '', paths: [], sourceNumbers: [], contentHash: null, ...noVideo };
  return { clip, labels, media };
}
const know = (status: LabelStatus | null, round = 1) =>
  queryClient.setQueryData<unknown>(
    queries.clipDetail(first, ADA.id, round).queryKey,
    detailOf(status, round),
  );
const onTheirWay = () =>
  useSaving.getState().pending.flatMap((one) => (one.clipId === first ? [one.change] : []));

it('submitting goes on', () => {
  know('draft');
  submitAndGoOn();
  expect(labelledClip()).toBe(second);
  expect(onTheirWay()).toEqual([{ status: 'submitted' }]);
});

it('a draft that is left before it is known is submitted once it is', async () => {
  engine.detail = detailOf('draft');
  submitAndGoOn();
  expect(labelledClip()).toBe(second);
  await vi.waitFor(() => expect(onTheirWay()).toEqual([{ status: 'submitted' }]));
  expect(useSaving.getState().undoFailure).toBeNull();
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
