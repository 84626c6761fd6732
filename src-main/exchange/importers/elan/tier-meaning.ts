import { raterName } from '#shared/domain/rater.ts';
import { ELAN_FIELDS, type ElanField, type ElanOrigin, roundInTierName } from '../../elan/format.ts';
import { type EafTier, short } from './read-eaf.ts';

/** What a tier says, and whose word it is. */
export interface TierMeaning {
  readonly tier: EafTier;
  readonly field: ElanField;
  readonly rater: string;
  readonly round: number;
  /** Written by us: taken letter by letter. */
  readonly isOurs: boolean;
}

const UNNAMED_RATER = 'ELAN';
/** Words in the names of tiers, by what such tiers say. */
const WORDS: Readonly<Record<string, ElanField>> = {
  ...{ emotion: 'emotion', emotions: 'emotion', expression: 'emotion', affect: 'emotion' },
  ...{ category: 'emotion', label: 'emotion', labels: 'emotion' },
  ...{ onset: 'onset', apex: 'apex', peak: 'apex', offset: 'offset' },
  ...{ intensity: 'intensity', strength: 'intensity' },
  ...{ au: 'action units', aus: 'action units', facs: 'action units' },
  ...{ confidence: 'confidence', certainty: 'confidence' },
  ...{ note: 'note', notes: 'note', comment: 'note', comments: 'note', remark: 'note', remarks: 'note' },
};

/**
 * What each tier says: of ours by how they were written; of others by the words of their names and by their annotator,
 * else a tier is a rater and its annotations emotions. What no sense can be made of is listed.
 */
export function readTiers(
  tiers: readonly EafTier[],
  origin: ElanOrigin | null,
  list: (reason: string) => void,
): TierMeaning[] {
  const taken = new Set<string>();
  const meanings: TierMeaning[] = [];
  const guesses = tiers.map((tier) => ourMeaning(tier, origin) ?? guess(tier));
  const isSure = (meaning: (typeof guesses)[number]) => meaning !== null && !meaning.isLastResort;
  // A tier whose name says what it is goes before one that may be an emotion's.
  for (const found of [...guesses.filter(isSure), ...guesses.filter((meaning) => !isSure(meaning))]) {
    if (found === null) continue;
    const { isLastResort: _, ...meaning } = found;
    const { field, rater, round, tier } = meaning;
    const slot = field === 'clip emotion' ? 'emotion' : field;
    const key = JSON.stringify([slot, rater.toLowerCase(), round]);
    if (taken.has(key))
      list(`its tier ${short(tier.id)} is not read: another one has the ${slot} of ${rater}`);
    else meanings.push(meaning);
    taken.add(key);
  }
  for (const [index, found] of guesses.entries())
    if (found === null)
      list(`its tier ${short(tiers[index]?.id ?? '')} is not read: its name does not say what it is`);
  return meanings;
}

type Guess = TierMeaning & { readonly isLastResort: boolean };

function ourMeaning(tier: EafTier, origin: ElanOrigin | null): Guess | null {
  const field = ELAN_FIELDS.find((name) => name === tier.type);
  const rater = origin?.raters.find(({ name }) => name === tier.annotator)?.name;
  if (field === undefined || rater === undefined) return null;
  const round = roundInTierName(tier.id, field, rater);
  return round === null ? null : { tier, field, rater, round, isOurs: true, isLastResort: false };
}

function guess(tier: EafTier): Guess | null {
  const words = tier.id.replace(/action[\s_-]*units?/i, 'AUs').split(/[^\p{L}\p{N}]+/u);
  const fieldOf = (word: string) => {
    const folded = word.toLowerCase();
    return Object.hasOwn(WORDS, folded) ? WORDS[folded] : undefined;
  };
  const at = words.findIndex((word) => fieldOf(word) !== undefined);
  const field = fieldOf(words[at] ?? '');
  const common = { tier, round: 1, isOurs: false };
  if (field !== undefined) {
    const rest = words.toSpliced(at, 1).filter((word) => word !== '');
    return { ...common, field, rater: nameOf(tier.annotator, rest.join(' ')), isLastResort: false };
  }
  if (tier.hasParent) return null;
  return { ...common, field: 'emotion', rater: nameOf(tier.annotator, tier.id), isLastResort: true };
}

function nameOf(...candidates: readonly string[]): string {
  for (const candidate of candidates) {
    const parsed = raterName.safeParse(candidate);
    if (parsed.success) return parsed.data;
  }
  return UNNAMED_RATER;
}
