import { basename, resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip, ImportedLabel } from '#shared/domain/import.ts';
import { MEGC_CLASSES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { assumedNote, joinClips } from '../clip-identity.ts';
import { createPlan, type Importer, type Skipped } from '../plan.ts';
import { clipKey, sourceName, sourceRater } from '../source.ts';
import { readSourceFile } from '../tables/read-tables.ts';
import { parseMegcManifest } from './manifest.ts';

/**
 * The list of a composite, such as that of MEGC 2019: a class of three for each clip, said by a rater named after the
 * list, in a scheme of its own. Clips the project has are found by data set, subject and name; others come in without
 * media. Every row that is not blank is taken or listed.
 */
export const importMegcManifest: Importer = async (request, known, task) => {
  const file = resolve(request.source);
  const name = basename(file);
  const { rows, skipped: badRows } = parseMegcManifest(await readSourceFile(file), name);
  const skipped: Skipped[] = badRows.map(({ row, reason }) => ({ item: name, row, reason }));
  if (rows.length === 0)
    throw new OnsetError(
      'bad-input',
      `${name} holds no row dataset,subject,clip,class${firstReason(badRows)}.`,
    );
  const placedClips = joinClips(
    known.all(),
    rows.map(({ dataset, subject, clip }) => ({
      ...{ dataset, subject, name: clip },
      key: clipKey(dataset, subject, clip),
    })),
  );
  const rater = sourceRater(sourceName(file, true));
  const clips: ImportedClip[] = [];
  const labels: ImportedLabel[] = [];
  const rowOf = new Map<string, number>();
  let assumed = 0;
  for (const [index, { dataset, megcClass, row }] of rows.entries()) {
    const placed = placedClips[index];
    if (placed === undefined) continue;
    task.signal.throwIfAborted();
    const earlier = rowOf.get(placed.key);
    if (earlier !== undefined) {
      skipped.push({ item: name, row, reason: `it is about the same clip as row ${earlier}: that is kept` });
      continue;
    }
    rowOf.set(placed.key, row);
    if (placed.isAssumed) assumed++;
    clips.push({
      key: placed.key,
      name: placed.name,
      dataset,
      subject: placed.subject,
      ...{ split: null, fps: null, root: null, frames: [], contentHash: null },
    });
    labels.push({
      clipKey: placed.key,
      rater,
      emotion: MEGC_CLASSES[megcClass],
      ...{ intensity: null, onset: null, apex: null, offset: null, apexEstimated: false, actionUnits: null },
    });
  }
  if (assumed > 0) skipped.push(assumedNote(name, assumed));
  const plan = createPlan(request.kind, {
    clips,
    labels,
    skipped,
    aliasesApplied: {},
    recognised: 'MEGC 2019 list',
  });
  return {
    ...plan,
    raters: [{ name: rater, kind: 'source', scheme: MEGC_SCHEME }],
    schemes: { [MEGC_SCHEME]: MEGC_CLASSES },
  };
};

function firstReason([first]: readonly { readonly row: number; readonly reason: string }[]): string {
  return first === undefined ? '' : `: row ${first.row}: ${first.reason}`;
}
