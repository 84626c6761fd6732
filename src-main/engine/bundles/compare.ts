import { type Catalog, type HistoryItem, LABEL_ITEM, parseLabel, parseTrace } from '#main/catalog/index.ts';
import { createClipMatch } from '#main/exchange/importers/clip-match.ts';
import type { BundleKeep, BundleReport } from '#shared/domain/bundle.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { labelMarksProblem } from '#shared/domain/label.ts';
import { mergeHistories } from '#shared/kernels/merge-histories.ts';
import type { Bundle, BundleClip } from './bundle-file.ts';
import { createFrameNumbers, historiesOf, itemKey, type PortableEntry, timeAfter } from './histories.ts';
import { withFrames } from './portable.ts';

/** What becomes of one label or trace, its frames as the clip's indices here. */
export interface ItemMerge {
  readonly clipId: ClipId;
  readonly round: number;
  readonly item: HistoryItem;
  /** To be added to its history, in order. */
  readonly news: readonly PortableEntry[];
  /** What holds from then on. */
  readonly state: string | null;
  readonly at: string;
}
export interface BundleComparison {
  readonly merges: readonly ItemMerge[];
  readonly report: BundleReport;
}

interface BundleItem {
  readonly clip: BundleClip;
  readonly clipId: ClipId;
  readonly round: number;
  readonly item: HistoryItem;
  readonly entries: readonly PortableEntry[];
}

/**
 * Compares a bundle with what its rater (null: nobody here yet) says in this project. The last state holds; where both
 * sides went on since they last agreed, `keep` may choose one, which is then said once more as the last.
 */
export function compareBundle(
  catalog: Catalog,
  bundle: Bundle,
  raterId: RaterId | null,
  keep: BundleKeep,
  now: string,
): BundleComparison {
  const skipped: BundleReport['skipped'] = [];
  const items = itemsOf(catalog, bundle, skipped);
  const mine = raterId === null ? new Map() : historiesOf(catalog, raterId);
  const numbersOf = createFrameNumbers(catalog.read);
  const frameCounts = new Map(catalog.read.clips.records(null).map(({ id, frameCount }) => [id, frameCount]));
  const counts = { labels: 0, added: 0, changed: 0, same: 0 };
  const conflicts: BundleReport['conflicts'] = [];
  const merges: ItemMerge[] = [];
  const seen = new Set<string>();
  for (const theirs of items) {
    const { clip, clipId, round, item } = theirs;
    if (item === LABEL_ITEM) counts.labels++;
    const list = (reason: string) => skipped.push({ item: clip.name, reason });
    const key = itemKey(theirs);
    if (seen.has(key)) {
      list(`the bundle has ${inWords(item)} of round ${round} of it more than once: the first is taken`);
      continue;
    }
    seen.add(key);
    const here = createLocal(item, numbersOf(clipId), frameCounts.get(clipId) ?? 0);
    const problem = theirs.entries.map(({ state }) => here.problemOf(state)).find((words) => words !== null);
    if (problem !== undefined) {
      list(`${inWords(item)} of round ${round} is left out: ${problem}`);
      continue;
    }
    const own: readonly PortableEntry[] = mine.get(key)?.entries ?? [];
    const merged = mergeHistories(own, theirs.entries);
    const chosen = choose(merged, keep, now);
    const before = merged.mine?.state ?? null;
    if (item === LABEL_ITEM) counts[outcomeOf(before, chosen.state)]++;
    if (merged.isConflict && merged.mine !== null && merged.theirs !== null) {
      const taken = chosen.state === merged.mine.state ? 'mine' : 'theirs';
      if (item !== LABEL_ITEM) list(`both sides changed ${inWords(item)}: ${taken} is taken`);
      else
        conflicts.push({
          ...{ clip: clip.name, round, taken },
          mine: parseLabel(here.toLocal(merged.mine.state)),
          mineAt: merged.mine.at,
          theirs: parseLabel(here.toLocal(merged.theirs.state)),
          theirsAt: merged.theirs.at,
        });
    }
    const news = [...merged.news, ...chosen.said];
    if (news.length > 0)
      merges.push({
        ...{ clipId, round, item, at: chosen.at },
        state: here.toLocal(chosen.state),
        news: news.map((entry) => ({ ...entry, state: here.toLocal(entry.state) })),
      });
  }
  return { merges, report: { rater: bundle.rater.name, ...counts, conflicts, skipped } };
}

function inWords(item: HistoryItem): string {
  return item === LABEL_ITEM ? 'the label' : `the trace ${item.slice('trace:'.length)}`;
}

function outcomeOf(before: string | null, after: string | null): 'added' | 'changed' | 'same' {
  if (before === after) return 'same';
  return before === null ? 'added' : 'changed';
}

/** The labels and traces of the bundle's clips that the project has. */
function itemsOf({ read }: Catalog, { clips }: Bundle, skipped: BundleReport['skipped']): BundleItem[] {
  const match = createClipMatch(read.imports.clips());
  return clips.flatMap((clip): BundleItem[] => {
    const matched = match(clip);
    if ('problem' in matched) {
      skipped.push({ item: clip.name, reason: matched.problem });
      return [];
    }
    const { id: clipId } = matched.clip;
    // Told once more, each state is in the one spelling that is compared.
    const as = (item: HistoryItem, state: unknown) =>
      state === null ? null : (withFrames(item, JSON.stringify(state), (frame) => frame) ?? null);
    const labels = clip.labels.map(({ round, history }): BundleItem => {
      const entries = history.map((entry) => ({ ...entry, state: as(LABEL_ITEM, entry.state) }));
      return { clip, clipId, round, item: LABEL_ITEM, entries };
    });
    const traces = clip.traces.map(({ round, name, history }): BundleItem => {
      const item: HistoryItem = `trace:${name}`;
      const entries = history.map((entry) => ({ ...entry, state: as(item, entry.state) }));
      return { clip, clipId, round, item, entries };
    });
    return [...labels, ...traces];
  });
}

/** What holds, since when, and what is said once more so that it does. */
function choose(
  { latest, mine, theirs, isConflict }: ReturnType<typeof mergeHistories<PortableEntry>>,
  keep: BundleKeep,
  now: string,
): { state: string | null; at: string; said: readonly PortableEntry[] } {
  const wanted = keep === 'mine' ? mine : theirs;
  if (!isConflict || keep === 'newer' || wanted === null || wanted.state === (latest?.state ?? null))
    return { state: latest?.state ?? null, at: latest?.at ?? now, said: [] };
  const at = timeAfter(latest?.at ?? null, now);
  const entry = { at, cause: 'merge' as const, actor: null, state: wanted.state };
  return { state: entry.state, at, said: [entry] };
}

/** The source's numbers as indices of a clip here, and why a state may not fit it. */
function createLocal(item: HistoryItem, numbers: readonly number[], frameCount: number) {
  const indexOf = new Map(numbers.map((number, index) => [number, index]));
  const to = (number: number) => indexOf.get(number) ?? (numbers.length === 0 ? number : undefined);
  return {
    toLocal: (state: string | null): string | null => withFrames(item, state, to) ?? null,
    problemOf: (state: string | null): string | null => {
      const local = withFrames(item, state, to);
      if (local === undefined) return 'it speaks of frames that the clip does not have here';
      if (item !== LABEL_ITEM) {
        const last = parseTrace(local)?.points.at(-1)?.[0] ?? 0;
        return last < frameCount || local === null ? null : 'it has points past the last frame';
      }
      const values = parseLabel(local);
      return values === null ? null : labelMarksProblem(values, frameCount);
    },
  };
}
