import { type Catalog, LABEL_ITEM, parseLabel, parseTrace } from '#main/catalog/index.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { Rater } from '#shared/domain/rater.ts';
import { takenBy } from '../labels/visibility.ts';
import { requirePlace } from '../require-place.ts';
import { writeChunksAtomically } from '../write-file.ts';
import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundleClip } from './bundle-file.ts';
import { historiesOf, type ItemHistory } from './histories.ts';

/**
 * Writes all a rater said, with its history, to be merged on another machine; in a blind project what is revealed to who
 * asks. Throws OnsetError.
 */
export async function exportBundle(
  catalog: Catalog,
  { raterId, file, askedBy }: CallRequest<'bundles.export'>,
): Promise<CallOutput<'bundles.export'>> {
  requirePlace(file);
  const rater = catalog.read.raters.get(raterId);
  if (rater === null) throw new OnsetError('not-found', `There is no rater ${raterId} in this project.`);
  if (rater.kind !== 'person' && rater.kind !== 'adjudicated')
    throw new OnsetError(
      'bad-input',
      `${rater.name} is a ${rater.kind}: bundles are for what people say. Export its labels as CSV.`,
    );
  const mayGo = takenBy(catalog, askedBy);
  const histories = [...historiesOf(catalog, raterId).values()].filter(({ clipId, round }) =>
    mayGo({ clipId, raterId, round }),
  );
  try {
    await writeChunksAtomically(file, chunksOf(catalog, rater, histories));
  } catch (error) {
    throw diskErrorInWords(error, file) ?? error;
  }
  return { file, labels: histories.filter(isLabel).length };
}

const isLabel = ({ item }: ItemHistory) => item === LABEL_ITEM;

/** A clip a line. */
function* chunksOf({ read }: Catalog, rater: Rater, histories: readonly ItemHistory[]): Generator<string> {
  const { name, kind, scheme } = rater;
  const head = { format: BUNDLE_FORMAT, version: BUNDLE_VERSION, rater: { name, kind, scheme } };
  yield `${JSON.stringify(head).slice(0, -1)},"clips":[`;
  const ofClip = Map.groupBy(histories, ({ clipId }) => clipId);
  let before = '\n';
  for (const clip of read.imports.clips()) {
    const items = ofClip.get(clip.id);
    if (items === undefined) continue;
    yield `${before}${JSON.stringify(toBundleClip(clip, items))}`;
    before = ',\n';
  }
  yield '\n]}\n';
}

function toBundleClip(
  { key, name, dataset, subject }: Pick<BundleClip, 'key' | 'name' | 'dataset' | 'subject'>,
  items: readonly ItemHistory[],
): BundleClip {
  return {
    ...{ key, name, dataset, subject },
    labels: items.filter(isLabel).map(({ round, entries }) => ({
      round,
      history: entries.map((entry) => ({ ...entry, state: parseLabel(entry.state) })),
    })),
    traces: items
      .filter((item) => !isLabel(item))
      .map(({ round, item, entries }) => ({
        round,
        name: item.slice('trace:'.length),
        history: entries.map((entry) => ({ ...entry, state: parseTrace(entry.state) })),
      })),
  };
}
