import type { ImportedLabel, ImportedRater } from '#shared/domain/import.ts';
import { type ElanOrigin, elanOrigin, ORIGIN_PROPERTY } from '../../elan/format.ts';
import { createClipMatch } from '../clip-match.ts';
import { createEmotionReader } from '../emotion-reader.ts';
import { createKnownClipIndex, firstFound } from '../known-clip-index.ts';
import { createPlan, type Importer, type KnownClip, type Skipped } from '../plan.ts';
import { findSourceFiles, forEachFile, namesOf, requireClips, type SourceFile } from '../source-files.ts';
import { readSourceFile } from '../tables/read-tables.ts';
import { gatherLabel } from './gather-label.ts';
import { type EafDocument, readEaf } from './read-eaf.ts';
import { readTiers, type TierMeaning } from './tier-meaning.ts';

const ENDING = '.eaf';

/**
 * ELAN's .eaf of a clip, or a folder of them. Our own come back as they were, by the frames they were made of. Others
 * are of the clip that they, or their media, are named as; their times need the clip's frames per second, and what their
 * tiers say is guessed by their names and told in the report.
 */
export const importElan: Importer = async (request, known, task) => {
  const clips = requireClips(known, request.source);
  const findOwn = createClipMatch(clips);
  const findNamed = createKnownClipIndex(clips);
  const source = await findSourceFiles(request.source, ENDING, task.signal);
  const skipped: Skipped[] = [...source.skipped];
  const emotions = createEmotionReader(request.aliases);
  const raters = new Map<string, ImportedRater>();
  const labels: ImportedLabel[] = [];
  const spoken = new Map<string, KnownClip>();
  const columns = new Map<string, string>();
  let ours = 0;
  await forEachFile(source, task, skipped, async (file) => {
    const list = (reason: string) => skipped.push({ item: file.name, row: null, reason });
    const document = await readEaf(await readSourceFile(file.path), file.name);
    for (const problem of document.problems) list(problem);
    const origin = readOrigin(document, list);
    const match =
      origin === null
        ? firstFound(candidateNames(file, document).map((name) => findNamed(name, '')))
        : findOwn({ ...origin, name: origin.clip });
    if ('problem' in match) return void list(match.problem);
    const { clip } = match;
    const fps = origin?.fps ?? clip.fps ?? request.fps;
    if (fps === null)
      return void list(
        `the frames per second of ${clip.name} are not known: give them, and its times can be read`,
      );
    if (origin === null) spoken.set(clip.key, clip);
    else ours++;
    for (const rater of origin?.raters ?? []) addRater(rater, raters, list);
    const tiers = readTiers(document.tiers, origin, list);
    for (const tier of tiers) addColumn(tier, columns);
    const numbers = known.sourceNumbers(clip.key);
    for (const said of Map.groupBy(tiers, ({ rater, round }) => JSON.stringify([rater, round])).values()) {
      const label = gatherLabel(said, { clipKey: clip.key, numbers, fps, emotions, list });
      if (label === null) continue;
      labels.push(label);
      spoken.set(clip.key, clip);
    }
  });
  const plan = createPlan(request.kind, {
    ...{ clips: [], labels, skipped, aliasesApplied: emotions.applied() },
    columns: Object.fromEntries(columns),
    recognised: ours > 0 ? 'Onset, as ELAN' : null,
  });
  const subjects = new Set([...spoken.values()].flatMap(({ subject }) => subject ?? [])).size;
  return { ...plan, raters: [...raters.values()], report: { ...plan.report, clips: spoken.size, subjects } };
};

/** What our export wrote down of the clip; null where another program wrote the file. */
function readOrigin({ properties }: EafDocument, list: (reason: string) => void): ElanOrigin | null {
  const text = properties.get(ORIGIN_PROPERTY);
  if (text === undefined) return null;
  const parsed = elanOrigin.safeParse(parseJson(text));
  if (!parsed.success) list('what Onset noted in it of its clip is damaged: it is read as any file of ELAN');
  return parsed.data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the file, then its media, may call the clip. */
function candidateNames(file: SourceFile, { media }: EafDocument): string[] {
  const mediaNames = media.map((path) => path.slice(path.search(/[^/\\]*$/)).replace(/\.[^.]*$/, ''));
  return [...new Set([...namesOf(file, ENDING), ...mediaNames])];
}

function addRater(
  rater: ImportedRater,
  raters: Map<string, ImportedRater>,
  list: (reason: string) => void,
): void {
  const known = raters.get(rater.name);
  if (known === undefined) raters.set(rater.name, rater);
  else if (known.kind !== rater.kind || known.scheme !== rater.scheme)
    list(
      `${rater.name} is a ${known.kind} of the scheme ${known.scheme ?? ''} in a file before it: taken so`,
    );
}

/** Several tiers of other files may say the same. */
function addColumn({ field, rater, tier }: TierMeaning, columns: Map<string, string>): void {
  const key = `${field} of ${rater}`;
  const known = columns.get(key);
  if (known === undefined) columns.set(key, tier.id);
  else if (!known.split(', ').includes(tier.id)) columns.set(key, `${known}, ${tier.id}`);
}
