import type { Catalog } from '#main/catalog/index.ts';
import { clamp } from '#shared/base/units.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import type { Rater } from '#shared/domain/rater.ts';
import type { Prediction } from '#shared/domain/run.ts';
import { isSameSaid, saidBy } from '../labels/values.ts';

/** What a run's models say of a clip, as a label. */
export interface Suggestion {
  readonly clipId: ClipId;
  readonly values: LabelValues;
}

/** What the run predicted of a clip it held out. */
export function heldOutSuggestion(row: Prediction, subjectIndependent: boolean): Suggestion {
  const unseen = subjectIndependent ? "the clip's subject" : 'the clip';
  const note = `Held-out prediction of the model of fold ${row.fold + 1}, which never saw ${unseen}.`;
  return { clipId: row.clipId, values: toValues(row.prediction, row.confidence, note) };
}

/** From the mean over the models; `seen` of them were trained with the clip or its subject. */
export function meanSuggestion(
  clipId: ClipId,
  outputs: readonly number[],
  classes: readonly string[],
  { models, seen }: { readonly models: number; readonly seen: number },
): Suggestion {
  const highest = Math.max(...outputs);
  const name = classes[outputs.indexOf(highest)];
  const of = models === 1 ? 'Prediction of the one model' : `Mean over ${models} models`;
  const note = `${of}; ${seenInWords(models, seen)}.`;
  if (classes.length === 0) return { clipId, values: toValues(clamp(highest, 0, 1), null, note) };
  if (name === undefined) throw new Error(`The models gave no class for the clip ${clipId}.`);
  return { clipId, values: toValues(name, highest, note) };
}

function seenInWords(models: number, seen: number): string {
  if (seen === 0) return 'none was trained with the clip or, where it is known, its subject';
  return `${seen} of ${models} trained with the clip or its subject, so it may look better than it is`;
}

function toValues(value: string | number, probability: number | null, note: string): LabelValues {
  const words = probability === null ? note : `Probability ${probability.toFixed(2)}. ${note}`;
  return typeof value === 'string'
    ? { ...EMPTY_LABEL, emotion: value, note: words }
    : { ...EMPTY_LABEL, intensity: value, note: words };
}

/**
 * Writes the suggestions as labels of the rater `Model RUN`, who is made if need be, with their history, all in one
 * transaction; nobody else's label is touched. Throws OnsetError `conflict` where a person bears that name.
 */
export function writeSuggestions(catalog: Catalog, id: RunId, suggestions: readonly Suggestion[]): Rater {
  const { read, write } = catalog;
  const at = new Date().toISOString();
  return write.transaction(() => {
    const raterId = write.raters.enterModel(`Model ${id}`);
    for (const { clipId, values } of suggestions) {
      // It may have been taken away while the models computed.
      if (read.clips.get(clipId) === null) continue;
      const before = saidBy(read.labels.get(clipId, raterId, 1));
      if (isSameSaid(before, values)) continue;
      const key = { clipId, raterId, round: 1 };
      write.labels.put(key, values, at);
      write.history.addLabel({ ...key, actorId: null, at, cause: 'import', state: values });
    }
    const rater = read.raters.get(raterId);
    if (rater === null) throw new Error('A rater that was just written is not there.');
    return rater;
  });
}
