import { basename, dirname } from 'node:path';
import { emotionName } from '#shared/domain/emotion.ts';
import type { ImportedLabel, ImportedRater, ImportedTrace } from '#shared/domain/import.ts';
import { raterName } from '#shared/domain/rater.ts';
import { traceName } from '#shared/domain/trace.ts';
import { msToFrame } from '../../frame-times.ts';
import { CLIP_EMOTION_SCHEME, NOVA_ENDING } from '../../nova/format.ts';
import { createClipMatch } from '../clip-match.ts';
import { createEmotionReader, type EmotionReader } from '../emotion-reader.ts';
import { createKnownClipIndex, firstFound } from '../known-clip-index.ts';
import { createPlan, type Importer, type KnownClip, type Skipped } from '../plan.ts';
import { findSourceFiles, forEachFile, namesOf, requireClips, type SourceFile } from '../source-files.ts';
import { readSourceFile } from '../tables/read-tables.ts';
import { type NovaHeader, readHeader } from './read-header.ts';
import { readScores, readSegments } from './rows.ts';

const ROWS = '~';
const UNNAMED_RATER = 'NOVA';
/** Schemes of these words are taken first, where an annotator has several. */
const EMOTION_WORDS = /emotion|expression|affect/i;

/**
 * NOVA's .annotation with its .annotation~, or a folder of them. Each is of the clip that its folder (a session in NOVA)
 * or the file is named as. Discrete and free schemes give the emotion, continuous ones a trace. Times need the clip's
 * frames per second.
 */
export const importNova: Importer = async (request, known, task) => {
  const clips = requireClips(known, request.source);
  const findOwn = createClipMatch(clips);
  const findNamed = createKnownClipIndex(clips);
  const source = await findSourceFiles(request.source.replace(/~$/, ''), NOVA_ENDING, task.signal, ROWS);
  const skipped: Skipped[] = [...source.skipped];
  const emotions = createEmotionReader(request.aliases);
  const raters = new Map<string, ImportedRater>();
  const found: FoundLabel[] = [];
  const traces: ImportedTrace[] = [];
  const spoken = new Map<string, KnownClip>();
  await forEachFile(source, task, skipped, async (file) => {
    const list = (reason: string) => skipped.push({ item: file.name, row: null, reason });
    const listRow = (row: number | null, reason: string) =>
      skipped.push({ item: file.name + ROWS, row, reason });
    const header = await readHeader(await readSourceFile(file.path), file.name);
    const { origin, scheme } = header;
    const own = { key: origin?.['onset-clip'] ?? null, name: null, dataset: null, subject: null };
    const match =
      origin === null ? firstFound(candidateNames(file).map((name) => findNamed(name, ''))) : findOwn(own);
    if ('problem' in match) return void list(match.problem);
    const { clip } = match;
    const fps = clip.fps ?? request.fps;
    if (fps === null)
      return void list(
        `the frames per second of ${clip.name} are not known: give them, and its times can be read`,
      );
    const context = { clip, fps, numbers: known.sourceNumbers(clip.key), header, list, emotions };
    const rows = { file: file.path + ROWS, rowCount: header.rowCount, list: listRow };
    if (scheme.type === 'continuous') {
      const trace = traceOf(await readScores(rows, scheme), scheme, context);
      if (trace !== null) traces.push(trace);
    } else {
      const [first, ...others] = await readSegments(rows, scheme);
      for (const { row, name } of others)
        listRow(row, `"${name.slice(0, 40)}" is left out: a clip has one label a rater`);
      if (first === undefined) list('it holds no segment with a class');
      else found.push({ label: labelOf(first, context), item: file.name, scheme: scheme.name });
    }
    spoken.set(clip.key, clip);
    if (origin !== null) {
      const { 'onset-rater': name, 'onset-kind': kind, 'onset-scheme': of } = origin;
      raters.set(name, { name, kind, scheme: of });
    }
  });
  const labels = oneEach(found, skipped);
  const plan = createPlan(request.kind, {
    ...{ clips: [], labels, skipped, aliasesApplied: emotions.applied() },
    recognised: raters.size > 0 ? 'Onset, as NOVA' : null,
  });
  const subjects = new Set([...spoken.values()].flatMap(({ subject }) => subject ?? [])).size;
  const report = { ...plan.report, clips: spoken.size, subjects };
  return { ...plan, traces, raters: [...raters.values()], report };
};

interface Context {
  readonly clip: KnownClip;
  readonly fps: number;
  /** The source's own numbers of the clip's frames. */
  readonly numbers: readonly number[];
  readonly header: NovaHeader;
  readonly emotions: EmotionReader;
  readonly list: (reason: string) => void;
}

interface FoundLabel {
  readonly label: ImportedLabel;
  readonly item: string;
  readonly scheme: string;
}

/** The folder the file lies in, with those above it and alone; then the file itself. */
function candidateNames(file: SourceFile): string[] {
  const folder = dirname(file.name);
  return [...(folder === '.' ? [] : [folder]), basename(dirname(file.path)), ...namesOf(file, NOVA_ENDING)];
}

/** Our own tell the rater and the round apart. */
function speakerOf({ origin, annotator }: NovaHeader) {
  if (origin !== null) return { rater: origin['onset-rater'], round: origin['onset-round'] };
  return { rater: raterName.safeParse(annotator).data ?? UNNAMED_RATER, round: 1 };
}

function labelOf(
  segment: Awaited<ReturnType<typeof readSegments>>[number],
  { clip, fps, numbers, header, emotions, list }: Context,
): ImportedLabel {
  const { origin, scheme } = header;
  const numberOf = (name: string, frame: number) => {
    const number = numbers[frame];
    if (number === undefined)
      list(`its ${name} at frame ${frame} lies beyond the clip's ${numbers.length} frames: it is left out`);
    return number ?? null;
  };
  const sure = origin?.['onset-confidence'] === 'none' ? null : segment.confidence;
  const hasMarks = origin === null || scheme.name !== CLIP_EMOTION_SCHEME;
  const first = msToFrame(segment.startSeconds * 1000, fps);
  const last = Math.max(first, msToFrame(segment.endSeconds * 1000, fps) - 1);
  const { emotion, problem } = origin === null ? emotions.read(segment.name) : exactEmotion(segment.name);
  if (problem !== null) list(`"${segment.name.slice(0, 40)}": ${problem}`);
  return {
    ...{ clipKey: clip.key, ...speakerOf(header), emotion, intensity: null, actionUnits: null },
    onset: hasMarks ? numberOf('onset', first) : null,
    apex: null,
    offset: hasMarks ? numberOf('offset', last) : null,
    apexEstimated: false,
    ...(sure === null ? {} : { confidence: sure }),
  };
}

function exactEmotion(name: string): ReturnType<EmotionReader['read']> {
  const parsed = emotionName.safeParse(name);
  const problem = parsed.success ? null : (parsed.error.issues[0]?.message ?? 'this is no emotion');
  return { emotion: parsed.data ?? null, problem };
}

/** A point for each frame that has a sample, that nearest in time; null, and listed, where there is none. */
function traceOf(
  scores: readonly (number | null)[],
  { name, sampleRate, min, max }: Extract<NovaHeader['scheme'], { type: 'continuous' }>,
  { clip, fps, numbers, header, list }: Context,
): ImportedTrace | null {
  const nearest = new Map<number, { distance: number; score: number }>();
  let beyond = 0;
  for (const [index, score] of scores.entries()) {
    if (score === null) continue;
    const at = (index * fps) / sampleRate;
    const frame = Math.round(at);
    const distance = Math.abs(at - frame);
    if (frame >= numbers.length) beyond++;
    else if (distance < (nearest.get(frame)?.distance ?? Number.POSITIVE_INFINITY))
      nearest.set(frame, { distance, score });
  }
  const given = scores.filter((score) => score !== null).length;
  const unused = given - beyond - nearest.size;
  if (beyond > 0) list(`samples beyond the clip's ${numbers.length} frames are left out: ${beyond}`);
  if (unused > 0) list(`samples that are not the nearest to a frame are left out: ${unused}`);
  if (scores.length > given) list(`samples without a score: ${scores.length - given}`);
  if (min !== 0 || max !== 1) list(`its scores from ${min} to ${max} are taken to 0 to 1`);
  const parsed = traceName.safeParse(name);
  if (!parsed.success) list(`its scheme "${name.slice(0, 40)}" cannot name a trace: it is left out`);
  if (!parsed.success || nearest.size === 0) return null;
  const points = [...nearest].sort(([a], [b]) => a - b);
  return {
    ...{ clipKey: clip.key, ...speakerOf(header), name: parsed.data, interpolation: 'linear' },
    points: points.map(([frame, { score }]): [number, number] => [numbers[frame] ?? frame, score]),
  };
}

/** One label a clip, rater and round: of several schemes that of the emotion, else the first; the others are listed. */
function oneEach(found: readonly FoundLabel[], skipped: Skipped[]): ImportedLabel[] {
  const isNamed = ({ scheme }: FoundLabel) => EMOTION_WORDS.test(scheme);
  const taken = new Map<string, FoundLabel>();
  for (const one of [...found.filter(isNamed), ...found.filter((other) => !isNamed(other))]) {
    const { clipKey, rater, round } = one.label;
    const key = JSON.stringify([clipKey, rater.toLowerCase(), round]);
    const before = taken.get(key);
    if (before === undefined) taken.set(key, one);
    else
      skipped.push({
        item: one.item,
        row: null,
        reason: `${before.item} is taken for the label of ${rater}`,
      });
  }
  return [...taken.values()].map(({ label }) => label);
}
