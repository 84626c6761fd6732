import { foldName } from '../tables/cells.ts';

/** Other spellings of the composite's data sets, letters and digits only. */
const DATASETS: ReadonlyMap<string, string> = new Map([
  ['casme', 'casme'],
  ['casme2', 'casme2'],
  ['casmeii', 'casme2'],
  ['samm', 'samm'],
  ['smic', 'smic'],
  ['smichs', 'smic'],
]);

const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** One spelling for each data set: lower case, `CASME II` is `casme2`. */
export function datasetName(name: string): string {
  return DATASETS.get(letters(name)) ?? name.toLowerCase();
}

export const isKnownDataset = (name: string) => DATASETS.has(letters(name));

/** What tells a subject, or a clip, from all others: equal for SAMM's `6` and `006`. */
export function identity(dataset: string, ...names: readonly string[]): string {
  return JSON.stringify([datasetName(dataset), ...names.map(foldName)]);
}
