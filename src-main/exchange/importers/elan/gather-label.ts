import { emotionName } from '#shared/domain/emotion.ts';
import type { ImportedLabel } from '#shared/domain/import.ts';
import { confidence, intensity, labelValues } from '#shared/domain/label.ts';
import type { ElanField } from '../../elan/format.ts';
import { msToFrame } from '../../frame-times.ts';
import type { EmotionReader } from '../emotion-reader.ts';
import { decimalNumber } from '../tables/cells.ts';
import { type EafAnnotation, short } from './read-eaf.ts';
import type { TierMeaning } from './tier-meaning.ts';

/** The clip and how its file is to be read. */
export interface GatherContext {
  readonly clipKey: string;
  /** The source's own numbers of the clip's frames. */
  readonly numbers: readonly number[];
  readonly fps: number;
  readonly emotions: EmotionReader;
  readonly list: (reason: string) => void;
}

/** What one rater's tiers of one round say of the clip together; null where that is nothing. */
export function gatherLabel(tiers: readonly TierMeaning[], context: GatherContext): ImportedLabel | null {
  const [first] = tiers;
  const found = new Map(
    tiers.flatMap((meaning) => {
      const annotation = onlyAnnotation(meaning, context);
      return annotation === null ? [] : [[meaning.field, { annotation, meaning }] as const];
    }),
  );
  if (first === undefined || found.size === 0) return null;
  const wordsOf = (field: ElanField) => found.get(field)?.annotation.value ?? null;
  const span = found.get('emotion')?.annotation;
  const emotion = found.get('emotion') ?? found.get('clip emotion');
  const estimated = (wordsOf('estimated') ?? '').split(/[\s,]+/);
  const { fps } = context;
  const startOf = (field: 'onset' | 'apex' | 'offset') => firstFrame(found.get(field)?.annotation, fps);
  const note = textOf('note', wordsOf('note'), context) ?? undefined;
  const sure = numberOf('confidence', wordsOf('confidence'), confidence, context);
  return {
    clipKey: context.clipKey,
    rater: first.rater,
    round: first.round,
    emotion: emotion === undefined ? null : emotionOf(emotion.annotation.value, emotion.meaning, context),
    intensity: numberOf('intensity', wordsOf('intensity'), intensity, context),
    onset: sourceNumber('onset', startOf('onset') ?? firstFrame(span, fps), context),
    apex: sourceNumber('apex', startOf('apex'), context),
    offset: sourceNumber('offset', startOf('offset') ?? lastFrame(span, fps), context),
    onsetEstimated: estimated.includes('onset'),
    apexEstimated: estimated.includes('apex'),
    offsetEstimated: estimated.includes('offset'),
    actionUnits: textOf('actionUnits', wordsOf('action units'), context),
    ...(sure === null ? {} : { confidence: sure }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The first that lies in time; a label has no more of a kind. */
function onlyAnnotation({ tier }: TierMeaning, { list }: GatherContext): EafAnnotation | null {
  const timed = tier.annotations.filter(({ startMs, endMs }) => startMs !== null && endMs !== null);
  const untimed = tier.annotations.length - timed.length;
  const name = short(tier.id);
  if (untimed > 0) list(`annotations of its tier ${name} without a time are left out: ${untimed}`);
  const [first = null, ...others] = timed.sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));
  if (tier.annotations.length === 0) list(`its tier ${name} holds nothing`);
  for (const { startMs, value } of others)
    list(`"${short(value)}" at ${startMs} ms of its tier ${name} is left out: a clip has one label a rater`);
  return first;
}

function emotionOf(value: string, { isOurs }: TierMeaning, { emotions, list }: GatherContext): string | null {
  if (value.trim() === '') return null;
  if (!isOurs) {
    const { emotion, problem } = emotions.read(value);
    if (problem !== null) list(`"${short(value)}": ${problem}`);
    return emotion;
  }
  const parsed = emotionName.safeParse(value);
  if (!parsed.success) list(`"${short(value)}": ${parsed.error.issues[0]?.message ?? 'this is no emotion'}`);
  return parsed.data ?? null;
}

function numberOf(
  field: string,
  value: string | null,
  range: typeof intensity,
  { list }: GatherContext,
): number | null {
  if (value === null || value.trim() === '') return null;
  const parsed = range.safeParse(decimalNumber(value.trim()));
  if (!parsed.success) list(`its ${field} "${short(value)}" is not between 0 and 1: it is left out`);
  return parsed.data ?? null;
}

function textOf(field: 'note' | 'actionUnits', value: string | null, { list }: GatherContext): string | null {
  if (value === null) return null;
  const parsed = labelValues.shape[field].safeParse(value);
  if (!parsed.success) list(`its ${field} "${short(value)}" is too long: it is left out`);
  return parsed.data ?? null;
}

function firstFrame(annotation: EafAnnotation | undefined, fps: number): number | null {
  const ms = annotation?.startMs ?? null;
  return ms === null ? null : msToFrame(ms, fps);
}

/** An annotation ends where the frame after its last begins; it holds one at least. */
function lastFrame(annotation: EafAnnotation | undefined, fps: number): number | null {
  const first = firstFrame(annotation, fps);
  const endMs = annotation?.endMs ?? null;
  return first === null || endMs === null ? null : Math.max(first, msToFrame(endMs, fps) - 1);
}

/** As the source numbers it. */
function sourceNumber(name: string, frame: number | null, { numbers, list }: GatherContext): number | null {
  if (frame === null) return null;
  const number = numbers[frame];
  if (number === undefined)
    list(`its ${name} at frame ${frame} lies beyond the clip's ${numbers.length} frames: it is left out`);
  return number ?? null;
}
