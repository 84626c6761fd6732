import { beforeEach, expect, it, vi } from 'vitest';
import { takeSide, useDispute } from '#renderer/state/agreement.ts';
import { useSession } from '#renderer/state/session.ts';
import { clipId, raterId } from '#shared/domain/ids.ts';
import { AGREEMENT_COMMANDS, decideEmotionCommands } from './agreement.ts';

// The window's bridge to the engine: it keeps what was asked and refuses it.
const asked = vi.hoisted(() => {
  const calls: { name: string; input: unknown }[] = [];
  const call = (name: string, input: unknown) => {
    calls.push({ name, input });
    return Promise.resolve({ ok: false, failure: { code: 'io', message: 'not written' } });
  };
  const bridge = { call, onEvent: () => () => {}, pickPath: () => Promise.resolve(null) };
  Object.assign(globalThis, { window: { onset: bridge, addEventListener: () => {} } });
  return calls;
});

const isEnabled = (id: string) =>
  [...AGREEMENT_COMMANDS, ...decideEmotionCommands([{ name: 'fear', key: 'f', clipCount: 0 }])]
    .find((command) => command.id === id)
    ?.isEnabled();

beforeEach(() => {
  asked.length = 0;
  const ada = { id: raterId.parse(1), name: 'Ada', kind: 'person', scheme: 'own', labelCount: 0 } as const;
  useSession.getState().setRater(ada);
  const focused = { clipId: clipId.parse(1), a: 'negative', b: 'positive' };
  useDispute.setState({ focused, field: 'emotion', canTakeSide: true });
});

it('decides as a rater said', async () => {
  expect(isEnabled('dispute.take-a')).toBe(true);
  await takeSide('a');
  expect(asked).toMatchObject([
    { name: 'labels.set', input: { as: 'adjudicated', change: { emotion: 'negative' } } },
  ]);
});

it('classes of a map are no emotions to decide for', async () => {
  useDispute.setState({ canTakeSide: false });
  expect([isEnabled('dispute.take-a'), isEnabled('dispute.take-b')]).toEqual([false, false]);
  expect(isEnabled('dispute.emotion-fear')).toBe(true);
  await takeSide('b');
  expect(asked).toEqual([]);
});

it('the clip that is decided stays in focus', async () => {
  const move = vi.fn();
  useDispute.setState({ move });
  await takeSide('a');
  expect(move).toHaveBeenCalledWith(0);
});
