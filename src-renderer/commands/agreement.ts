import { adjudicate, takeSide, useDispute } from '#renderer/state/agreement.ts';
import { useSession } from '#renderer/state/session.ts';
import type { Emotion } from '#shared/domain/emotion.ts';
import type { Command } from './command.ts';
import { mapped } from './keymap.ts';

const hasClip = () => useDispute.getState().focused !== null;
const canDecide = () => hasClip() && useSession.getState().rater !== null;
const canTakeSide = () => canDecide() && useDispute.getState().canTakeSide;
const ofKind = (field: string) => () => canDecide() && useDispute.getState().field === field;

/** Walking through the clips two raters differ on, and deciding them. */
export const AGREEMENT_COMMANDS: readonly Command[] = [
  mapped('dispute.next', 'Next clip', () => useDispute.getState().move(1), { isEnabled: hasClip }),
  mapped('dispute.previous', 'Previous clip', () => useDispute.getState().move(-1), { isEnabled: hasClip }),
  mapped('dispute.open', 'Open the clip in Label', () => useDispute.getState().open(), {
    isEnabled: hasClip,
  }),
  mapped('dispute.take-a', 'Decide as the first rater said', () => void takeSide('a'), {
    isEnabled: canTakeSide,
  }),
  mapped('dispute.take-b', 'Decide as the second rater said', () => void takeSide('b'), {
    isEnabled: canTakeSide,
  }),
  ...Array.from({ length: 11 }, (_, tenths): Command => {
    const intensity = tenths / 10;
    return {
      id: `dispute.intensity-${intensity.toFixed(1)}`,
      label: `Decide intensity ${intensity.toFixed(1)}`,
      keys: [tenths === 10 ? 'shift+0' : String(tenths)],
      perform: () => void adjudicate({ intensity }),
      isEnabled: ofKind('intensity'),
    };
  }),
];

/** Each emotion under its letter; with shift, so that the letters of the two raters stay free. */
export function decideEmotionCommands(emotions: readonly Emotion[]): readonly Command[] {
  return emotions.map(({ name, key }) => ({
    id: `dispute.emotion-${name}`,
    label: `Decide ${name}`,
    keys: /^[a-z]$/.test(key) ? [`shift+${key}`] : [],
    perform: () => void adjudicate({ emotion: name }),
    isEnabled: ofKind('emotion'),
  }));
}
