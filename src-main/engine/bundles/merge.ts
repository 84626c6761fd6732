import { type Catalog, LABEL_ITEM, parseLabel, parseTrace } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { BundleKeep, BundleReport } from '#shared/domain/bundle.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import { ADJUDICATED, mayBear } from '#shared/domain/rater.ts';
import type { OpenProject } from '../context.ts';
import type { Bundle } from './bundle-file.ts';
import { compareBundle, type ItemMerge } from './compare.ts';

/** What a merge would do; writes nothing. Throws OnsetError. */
export function previewBundle(catalog: Catalog, bundle: Bundle, keep: BundleKeep): BundleReport {
  const raterId = raterHere(catalog, bundle);
  const now = new Date().toISOString();
  return catalog.read.imports.snapshot(() => compareBundle(catalog, bundle, raterId, keep, now).report);
}

/** Merges a rater's bundle into their labels here, all of it in one transaction; nobody else's are touched. Throws OnsetError. */
export function mergeBundle(
  { catalog, readOnly, dir }: Pick<OpenProject, 'catalog' | 'readOnly' | 'dir'>,
  bundle: Bundle,
  keep: BundleKeep,
): BundleReport {
  if (readOnly) throw new OnsetError('read-only', `${dir} cannot be written: nothing can be merged into it.`);
  return catalog.write.transaction(() => {
    const now = new Date().toISOString();
    const { merges, report } = compareBundle(catalog, bundle, raterHere(catalog, bundle), keep, now);
    if (merges.length > 0) writeMerges(catalog, enterRater(catalog, bundle), merges);
    return report;
  });
}

/** The bundle's rater in this project; null where they are not there yet. Throws OnsetError where it cannot be them. */
function raterHere({ read }: Catalog, { rater }: Bundle): RaterId | null {
  if (!mayBear(rater))
    throw new OnsetError(
      'conflict',
      `The bundle is of the ${rater.kind} ${rater.name}: only what was decided by hand goes by the name ${ADJUDICATED}.`,
    );
  const found = read.raters.find(rater.name);
  if (found === null) return null;
  const { name, kind, scheme, labelCount } = found;
  // A table spoke for them before they came themselves.
  const isThem = kind === rater.kind || (kind === 'source' && rater.kind === 'person');
  if (!isThem)
    throw new OnsetError(
      'conflict',
      `${name} is a ${kind} in this project, and the bundle's is a ${rater.kind}.`,
    );
  if (scheme !== rater.scheme && labelCount > 0)
    throw new OnsetError(
      'conflict',
      `${name} gives emotions of the scheme ${scheme} in this project, and in the bundle of ${rater.scheme}.`,
    );
  return found.id;
}

function enterRater({ read, write }: Catalog, { rater }: Bundle): RaterId {
  const id = rater.kind === 'person' ? write.raters.enterPerson(rater.name) : write.raters.enterAdjudicated();
  if (read.raters.get(id)?.scheme !== rater.scheme) {
    write.schemes.add(rater.scheme, []);
    write.raters.setScheme(id, rater.scheme);
  }
  return id;
}

function writeMerges({ read, write }: Catalog, raterId: RaterId, merges: readonly ItemMerge[]): void {
  const rater = read.raters.identity(raterId);
  const labels = merges.filter(({ item }) => item === LABEL_ITEM);
  // What was adjudicated may be of any scheme of the project.
  const known = rater?.kind === 'adjudicated' ? read.schemes.list().flatMap(({ emotions }) => emotions) : [];
  const lacking = emotionsOf(labels).filter((emotion) => !known.includes(emotion));
  if (rater !== null) write.schemes.add(rater.scheme, lacking);
  write.labels.putAll(
    labels.map(({ clipId, round, state, at }) => ({
      key: { clipId, raterId, round },
      values: parseLabel(state),
      at,
    })),
  );
  for (const { clipId, round, item, state, at, news } of merges) {
    const key = { clipId, raterId, round };
    if (item !== LABEL_ITEM) write.traces.put(key, item.slice('trace:'.length), parseTrace(state), at);
    for (const entry of news) {
      const actorId = entry.actor === null ? null : (read.raters.find(entry.actor)?.id ?? null);
      write.history.add({ ...key, item, actorId, at: entry.at, cause: 'merge', state: entry.state });
    }
  }
}

/** In alphabetical order: whichever bundle comes first, the scheme is the same but for its order. */
function emotionsOf(labels: readonly ItemMerge[]): string[] {
  const names = labels.flatMap(({ news }) =>
    news.flatMap(({ state }) => {
      const values = parseLabel(state);
      return [values?.emotion ?? [], Object.keys(values?.distribution ?? {})].flat();
    }),
  );
  return [...new Set(names)].sort();
}
