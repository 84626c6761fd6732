import type { ExportedLabel, LabelsToExport } from './label-exporter.ts';
import { countOf, isSubmitted } from './losses.ts';

/** What stands in a format that does not name the rater, and what of the labels that does not, in sentences. */
export interface Standing {
  readonly given: LabelsToExport;
  readonly losses: readonly string[];
}

/**
 * A reader could not tell a model's suggestion from what a person said, nor a vote from what was decided: models are
 * left out, and where somebody adjudicated a clip (`decides`: as far as the format keeps it) no vote stands beside it.
 */
export function standingLabels(given: LabelsToExport, decides: (label: ExportedLabel) => boolean): Standing {
  const submitted = given.labels.filter(isSubmitted);
  const decided = new Set(
    submitted.filter((label) => isAdjudicated(label) && decides(label)).map(({ clip }) => clip.key),
  );
  const isModel = (label: ExportedLabel) => isSubmitted(label) && label.raterKind === 'model';
  const isOverruled = (label: ExportedLabel) =>
    isSubmitted(label) && !isModel(label) && !isAdjudicated(label) && decided.has(label.clip.key);
  const labels = given.labels.filter((label) => !isModel(label) && !isOverruled(label));
  return {
    given: { ...given, labels },
    losses: [
      ...sentence(submitted.filter(isModel).length, (count, are) => {
        return `${count} of models: ${are} left out, since nobody could tell from the file that no person said so.`;
      }),
      ...sentence(submitted.filter(isOverruled).length, (count, are) => {
        return `${count} of raters on clips that were adjudicated: ${are} left out, what was decided stands.`;
      }),
    ],
  };
}

export const isAdjudicated = ({ raterKind }: ExportedLabel) => raterKind === 'adjudicated';

/** Whether a label says anything of the emotion; with several most probable ones it names none. */
export const saysEmotion = ({ emotion, distribution }: ExportedLabel) =>
  emotion !== null || distribution !== null;

function sentence(count: number, of: (count: string, are: string) => string): string[] {
  return count === 0 ? [] : [of(countOf(count, 'label'), count === 1 ? 'it is' : 'they are')];
}

/** How many clips are left out, by the reason: `with labels of different classes`. */
export function clipsLeftOut(reasons: readonly string[]): string[] {
  const counts = Map.groupBy(reasons, (reason) => reason);
  return [...counts].map(([reason, all]) => `${countOf(all.length, 'clip')} ${reason}: left out.`);
}
