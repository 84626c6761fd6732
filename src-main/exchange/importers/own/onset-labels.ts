import { basename, resolve } from 'node:path';
import type { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedLabel, ImportedRater, ImportedTrace } from '#shared/domain/import.ts';
import { type OwnRecord, ownRecord } from '../../own/record.ts';
import { createClipMatch } from '../clip-match.ts';
import { createPlan, type Importer, type KnownClip, type KnownClips, type Skipped } from '../plan.ts';
import { readOwnRecords } from './read-records.ts';

/**
 * Our own CSV or JSON of labels, of clips the project has: everything that was said comes back as it was. Records that
 * cannot be used are listed. Throws OnsetError `bad-input` where the file is none of ours, or cut off.
 */
export const importOnsetLabels: Importer = async (request, known, task) => {
  const file = resolve(request.source);
  const name = basename(file);
  const clips = known.all();
  if (clips.length === 0)
    throw new OnsetError(
      'bad-input',
      `The project has no clips yet that ${name} could speak of. Import the clips first.`,
    );
  const match = createClipMatch(clips);
  const skipped: Skipped[] = [];
  const raters = new Map<string, ImportedRater>();
  const labels: ImportedLabel[] = [];
  const traces: ImportedTrace[] = [];
  const spoken = new Map<string, KnownClip>();
  let rows = 0;
  for await (const raw of readOwnRecords(file)) {
    task.signal.throwIfAborted();
    task.report(++rows, null);
    const list = (reason: string) => skipped.push({ item: name, row: raw.row, reason });
    if ('problem' in raw) {
      list(raw.problem);
      continue;
    }
    const parsed = ownRecord.safeParse(raw.value);
    if (!parsed.success) {
      list(problemOf(parsed.error));
      continue;
    }
    const record = parsed.data;
    const matched = match({ ...record, key: record.clip_key, name: record.clip });
    const strange = 'problem' in matched ? matched.problem : otherRater(record, raters);
    if ('problem' in matched || strange !== null) {
      list(strange ?? '');
      continue;
    }
    const { key } = matched.clip;
    spoken.set(key, matched.clip);
    if (record.status !== null) labels.push(toLabel(record, record.status, key, known, list));
    for (const [trace, { updated_at: updatedAt, ...values }] of Object.entries(record.traces ?? {}))
      traces.push({
        ...{ clipKey: key, rater: record.rater, round: record.round, name: trace, ...values },
        ...(updatedAt === undefined ? {} : { updatedAt }),
      });
  }
  const plan = createPlan(request.kind, { clips: [], labels, skipped, aliasesApplied: {} });
  const subjects = new Set([...spoken.values()].flatMap(({ subject }) => subject ?? [])).size;
  const report = { ...plan.report, clips: spoken.size, subjects };
  return { ...plan, traces, raters: [...raters.values()], report };
};

/** The first thing that is wrong, such as `its intensity: intensity is at most 1`. */
function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'it cannot be read';
  return issue.path.length === 0 ? 'it is no label' : `its ${issue.path.join('.')}: ${issue.message}`;
}

/** Why the record's rater cannot be the one of that name in the records before; null where it is, or is new. */
function otherRater(record: OwnRecord, raters: Map<string, ImportedRater>): string | null {
  const { rater: name, rater_kind: kind, rater_scheme: scheme } = record;
  const known = raters.get(name);
  if (known === undefined) {
    raters.set(name, { name, kind, ...(scheme === null ? {} : { scheme }) });
    return null;
  }
  if (known.kind !== kind) return `${name} is a ${known.kind} further up in this file, a ${kind} here`;
  if ((known.scheme ?? null) !== scheme)
    return `${name} gives emotions of another scheme further up in this file`;
  return null;
}

function toLabel(
  record: OwnRecord,
  status: NonNullable<OwnRecord['status']>,
  clipKey: string,
  known: KnownClips,
  list: (reason: string) => void,
): ImportedLabel {
  // Asked for only where a mark has an index alone.
  const numberAt = (name: string, index: number | null): number | null => {
    if (index === null) return null;
    const number = known.sourceNumbers(clipKey)[index];
    if (number === undefined) list(`its ${name} ${index} is none of the clip's frames: it is left out`);
    return number ?? null;
  };
  const { rater, round, emotion, distribution, intensity, confidence, note } = record;
  return {
    ...{ clipKey, rater, round, status, emotion, distribution, intensity, confidence, note },
    onset: record.onset_source ?? numberAt('onset', record.onset),
    apex: record.apex_source ?? numberAt('apex', record.apex),
    offset: record.offset_source ?? numberAt('offset', record.offset),
    onsetEstimated: record.onset_estimated,
    apexEstimated: record.apex_estimated,
    offsetEstimated: record.offset_estimated,
    actionUnits: record.action_units,
    skipReason: record.skip_reason,
    ...(record.updated_at === undefined ? {} : { updatedAt: record.updated_at }),
  };
}
