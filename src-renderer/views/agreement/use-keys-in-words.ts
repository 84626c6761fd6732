import { AGREEMENT_COMMANDS, decideEmotionCommands } from '#renderer/commands/agreement.ts';
import { KEYMAP } from '#renderer/commands/keymap.ts';
import { keyInWords, keysInWords } from '#renderer/commands/keys-in-words.ts';
import { useKeymap } from '#renderer/state/keymap.ts';
import { useEmotions } from '#renderer/state/queries.ts';
import type { AgreementKind } from '#shared/domain/agreement.ts';

const INTENSITIES = AGREEMENT_COMMANDS.filter(({ id }) => id.startsWith('dispute.intensity-'));

/** What keys decide besides those of the two raters, and what else they do, as they are bound now. */
export function useKeysInWords(): (kind: AgreementKind) => string {
  const changes = useKeymap((state) => state.changes);
  const emotions = useEmotions().data ?? [];
  const of = (id: 'dispute.open' | 'labels.undo') => keyInWords({ id, keys: KEYMAP[id] }, changes);
  const [open, undo] = [of('dispute.open'), of('labels.undo')];
  return (kind) => {
    const sentences = [
      kind === 'emotion' &&
        `Another emotion: ${keysInWords('Shift and its letter', decideEmotionCommands(emotions), changes)}.`,
      kind === 'intensity' && `Another intensity: ${keysInWords('a digit', INTENSITIES, changes)}.`,
      open !== null && `${open} opens the clip.`,
      undo !== null && `${undo} takes a decision back.`,
    ];
    return sentences.filter((sentence) => sentence !== false).join(' ');
  };
}
