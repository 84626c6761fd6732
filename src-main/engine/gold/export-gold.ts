import type { Catalog } from '#main/catalog/index.ts';
import { csvRecord } from '#shared/base/csv.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import type { CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { GoldLabel } from '#shared/domain/gold.ts';
import { requirePlace } from '../require-place.ts';
import { writeFileAtomically } from '../write-file.ts';
import { goldLabels } from './gold-labels.ts';
import { nameOfRecipe } from './recipes.ts';

/**
 * Writes the gold labels of all clips that somebody labelled, with the recipe and the label version they were made of,
 * into a file that is there whole or not at all. Throws OnsetError: `bad-input`, `not-found`, what the disk says.
 */
export function exportGold(
  catalog: Catalog,
  { recipe, format, file, raterId }: CallRequest<'gold.export'>,
): CallOutput<'gold.export'> {
  requirePlace(file);
  const { labels, weights, labelVersion } = goldLabels(catalog, recipe, null, raterId);
  const name = nameOfRecipe(catalog, recipe);
  const keys = catalog.read.clips.keys();
  const rows = labels.map(({ clipId, ...label }) => ({ clipKey: keys.get(clipId) ?? '', ...label }));
  const text =
    format === 'json'
      ? `${JSON.stringify({ name, recipe, weights, labelVersion, labels: rows }, null, 1)}\n`
      : toCsv(rows, name ?? JSON.stringify(recipe), labelVersion);
  try {
    writeFileAtomically(file, text);
  } catch (error) {
    throw diskErrorInWords(error, file) ?? error;
  }
  return { file, labels: labels.length };
}

interface Row extends Omit<GoldLabel, 'clipId'> {
  readonly clipKey: string;
}

const COLUMNS = [
  ...['clip_key', 'clip', 'subject', 'emotion', 'distribution', 'intensity', 'onset', 'apex', 'offset'],
  ...['raters', 'adjudicated', 'open', 'recipe', 'label_version'],
];

/** RFC 4180; marks are frames from 0, the distribution is JSON. The recipe stands in every row: by its name, or as JSON where it has none. */
function toCsv(rows: readonly Row[], recipe: string, labelVersion: number): string {
  const records = rows.map((row) =>
    csvRecord([
      ...[row.clipKey, row.clipName, row.subject, row.emotion],
      row.distribution === null ? null : JSON.stringify(row.distribution),
      ...[row.intensity, row.onset, row.apex, row.offset, row.raters, row.adjudicated],
      ...[row.open, recipe, labelVersion],
    ]),
  );
  return [csvRecord(COLUMNS), ...records].join('');
}
