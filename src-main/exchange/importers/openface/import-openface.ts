import { basename } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import { formatActionUnits } from '#shared/domain/action-units.ts';
import type { ImportedLabel, ImportedTrace } from '#shared/domain/import.ts';
import { createKnownClipIndex, firstFound } from '../known-clip-index.ts';
import { createPlan, type Importer, type KnownClip, type Skipped } from '../plan.ts';
import { findSourceFiles, forEachFile, namesOf, requireClips } from '../source-files.ts';
import { readTables } from '../tables/read-tables.ts';
import { type FaceFrame, MIN_CONFIDENCE, readOpenFace, traceNameOf } from './rows.ts';

const RATER = 'OpenFace';
const ENDING = '.csv';

/**
 * OpenFace's csv of a clip, or a folder of them, each named as its clip. The strengths of the action units become
 * traces of the model rater OpenFace, and what it sees at the strongest frame that rater's label: a suggestion, nobody's
 * opinion. Frames where it lost the face are left out and counted.
 */
export const importOpenFace: Importer = async (request, known, task) => {
  const clips = requireClips(known, request.source);
  const findClip = createKnownClipIndex(clips);
  const source = await findSourceFiles(request.source, ENDING, task.signal);
  const skipped: Skipped[] = [...source.skipped];
  const labels: ImportedLabel[] = [];
  const traces: ImportedTrace[] = [];
  const spoken = new Map<string, KnownClip>();
  let inOrder = 0;
  let columns: Readonly<Record<string, string>> = {};
  await forEachFile(source, task, skipped, async (file) => {
    const list = (reason: string, row: number | null = null) =>
      skipped.push({ item: file.name, row, reason });
    const [table] = await readTables(file.path);
    if (table === undefined) throw new OnsetError('bad-input', `${file.name} holds no rows.`);
    const { frames, headers, problems } = readOpenFace(table, file.name);
    columns = headers;
    for (const { row, reason } of problems) list(reason, row);
    const match = firstFound(namesOf(file, ENDING).map((name) => findClip(name, '')));
    if ('problem' in match) return void list(match.problem);
    const { clip } = match;
    if (spoken.has(clip.key)) return void list(`another file before it is of the clip ${clip.name}`);
    const placed = placeFrames(frames, known.sourceNumbers(clip.key));
    if (placed.note === null) inOrder++;
    else list(placed.note);
    if (placed.frames.length === 0) return;
    spoken.set(clip.key, clip);
    const sure = placed.frames.filter(({ frame }) => frame.isSure);
    const lost = placed.frames.length - sure.length;
    if (lost > 0)
      list(
        `in ${lost} of its ${placed.frames.length} frames OpenFace lost the face or is less than ${MIN_CONFIDENCE} sure of it: they are left out`,
      );
    traces.push(...tracesOf(clip, sure));
    const label = suggestion(clip, sure);
    if (label === null) list('it sees no action unit move: nothing is suggested');
    else labels.push(label);
  });
  if (inOrder > 0)
    skipped.push({
      item: basename(request.source),
      row: null,
      reason: `clips whose rows are taken in order, since they are as many as its frames: ${inOrder}`,
    });
  const plan = createPlan(request.kind, {
    ...{ clips: [], labels, skipped, aliasesApplied: {} },
    ...{ columns, recognised: 'OpenFace' },
  });
  const subjects = new Set([...spoken.values()].flatMap(({ subject }) => subject ?? [])).size;
  const report = { ...plan.report, clips: spoken.size, subjects };
  return { ...plan, traces, raters: [{ name: RATER, kind: 'model' }], report };
};

interface PlacedFrame {
  readonly frame: FaceFrame;
  readonly sourceNumber: number;
}

/**
 * OpenFace counts the images it was given from 1. As many as the clip has frames: those, in order. Else it was given
 * more than the clip, such as the whole recording, whose numbers are the source's own.
 */
function placeFrames(
  frames: readonly FaceFrame[],
  numbers: readonly number[],
): { readonly frames: readonly PlacedFrame[]; readonly note: string | null } {
  if (frames.length === numbers.length) {
    const placed = frames.flatMap((frame, index) => {
      const sourceNumber = numbers[index];
      return sourceNumber === undefined ? [] : [{ frame, sourceNumber }];
    });
    return { frames: placed, note: null };
  }
  const known = new Set(numbers);
  const placed = frames.flatMap((frame) =>
    known.has(frame.number) ? [{ frame, sourceNumber: frame.number }] : [],
  );
  const rows = `${frames.length} frames, not the ${numbers.length} of the clip`;
  return {
    frames: placed,
    note:
      placed.length === 0
        ? `it has ${rows}, and none of their numbers: nothing is taken`
        : `it has ${rows}: ${placed.length} are taken by their numbers`,
  };
}

function tracesOf(clip: KnownClip, frames: readonly PlacedFrame[]): ImportedTrace[] {
  const units = new Set(frames.flatMap(({ frame }) => [...frame.strengths.keys()]));
  return [...units]
    .sort((a, b) => a - b)
    .map((unit) => ({
      ...{ clipKey: clip.key, rater: RATER, name: traceNameOf(unit), interpolation: 'linear' },
      points: frames.flatMap(({ frame, sourceNumber }): [number, number][] => {
        const strength = frame.strengths.get(unit);
        return strength === undefined ? [] : [[sourceNumber, strength]];
      }),
    }));
}

/** The units present where all together are strongest, first of equals; null where nothing moves. */
function suggestion(clip: KnownClip, frames: readonly PlacedFrame[]): ImportedLabel | null {
  const sumOf = ({ frame }: PlacedFrame) =>
    [...frame.strengths.values()].reduce((sum, strength) => sum + strength, 0);
  const strongest = frames.reduce<PlacedFrame | null>(
    (best, next) => (sumOf(next) > (best === null ? 0 : sumOf(best)) ? next : best),
    null,
  );
  if (strongest === null) return null;
  const units = [...strongest.frame.present].sort((a, b) => a - b);
  const seen = units.map((unit) => ({ unit, side: null, strength: null, isReference: false }));
  return {
    ...{ clipKey: clip.key, rater: RATER, emotion: null, intensity: null, onset: null, offset: null },
    apex: strongest.sourceNumber,
    apexEstimated: true,
    actionUnits: seen.length === 0 ? null : formatActionUnits(seen),
  };
}
