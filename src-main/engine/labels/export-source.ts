import type { Catalog, LabelKey } from '#main/catalog/index.ts';
import type {
  ExportedClip,
  ExportedLabel,
  ExportedTrace,
  LabelsToExport,
} from '#main/exchange/exporters/index.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { takenBy } from './visibility.ts';

/** What is asked for, and by whom (null: the command line). */
export interface ExportQuestion {
  /** Null: all. */
  readonly raters: readonly RaterId[] | null;
  readonly raterId: RaterId | null;
}

/** Every label and trace of these raters, of any status, as they leave the program; in a blind project as {@link takenBy} says. */
export function labelsToExport(catalog: Catalog, { raters, raterId: asker }: ExportQuestion): LabelsToExport {
  const { read } = catalog;
  const mayGo = takenBy(catalog, asker);
  const clips = exportedClips(read);
  const known = new Map(read.raters.list().map((rater) => [rater.id, rater]));
  const wanted = raters === null ? null : new Set(raters);
  const isWanted = (said: LabelKey) => (wanted === null || wanted.has(said.raterId)) && mayGo(said);
  const originOf = (clipId: ClipId, raterId: RaterId) => {
    const clip = clips.get(clipId);
    const rater = known.get(raterId);
    if (clip === undefined || rater === undefined) throw new Error('A label has a clip and a rater.');
    return { clip, rater: rater.name, raterKind: rater.kind, raterScheme: rater.scheme };
  };
  const labels = read.labels
    .allSourced()
    .filter(isWanted)
    .map(
      ({ clipId, raterId, clip: _, ...label }): ExportedLabel => ({ ...label, ...originOf(clipId, raterId) }),
    );
  const traces: ExportedTrace[] = [];
  for (const { clipId, raterId, ...trace } of read.traces.all()) {
    if (!isWanted({ clipId, raterId, round: trace.round })) continue;
    traces.push({ ...trace, ...originOf(clipId, raterId), sourceNumbers: [] });
  }
  return {
    ...{ labels, traces: withSourceNumbers(read, clips, traces) },
    ...{ classMaps: read.schemes.classMaps(), schemes: read.schemes.list() },
  };
}

function exportedClips(read: Catalog['read']): Map<ClipId, ExportedClip> {
  const keys = new Map(read.imports.clips().map(({ id, key }) => [id, key]));
  return new Map(
    read.clips.records(null).map(({ id, name, dataset, subject, split, fps, frameCount }) => {
      const key = keys.get(id) ?? name;
      return [id, { key, name, dataset, subject, split, fps, frameCount }];
    }),
  );
}

function withSourceNumbers(
  read: Catalog['read'],
  clips: ReadonlyMap<ClipId, ExportedClip>,
  traces: readonly ExportedTrace[],
): ExportedTrace[] {
  const idOf = new Map([...clips].map(([id, clip]) => [clip, id]));
  const byClip = Map.groupBy(traces, ({ clip }) => clip);
  const order = new Intl.Collator('en', { sensitivity: 'base' });
  return [...byClip]
    .sort(([a], [b]) => order.compare(a.name, b.name))
    .flatMap(([clip, ofClip]) => {
      const id = idOf.get(clip);
      const numbers = id === undefined ? [] : read.imports.frames(id).map((frame) => frame.sourceNumber);
      return ofClip.map((trace) => ({
        ...trace,
        sourceNumbers: trace.points.map(([frame]) => numbers[frame] ?? frame),
      }));
    });
}
