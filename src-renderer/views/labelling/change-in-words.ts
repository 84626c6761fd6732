import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import type { LabelEntry, TraceEntry } from '#shared/domain/label-history.ts';

const NAMES: Readonly<Record<keyof LabelValues, string>> = {
  status: 'status',
  emotion: 'emotion',
  distribution: 'distribution',
  intensity: 'intensity',
  onset: 'onset',
  apex: 'apex',
  offset: 'offset',
  onsetEstimated: 'onset estimated',
  apexEstimated: 'apex estimated',
  offsetEstimated: 'offset estimated',
  actionUnits: 'action units',
  confidence: 'confidence',
  note: 'note',
  skipReason: 'reason to skip',
};

type Change =
  | Pick<LabelEntry, 'item' | 'before' | 'after'>
  | Pick<TraceEntry, 'item' | 'name' | 'before' | 'after'>;

/** What a history row changed: "intensity 0.40 → 0.70" of a label, field by field; "trace intensity: 12 points → 14 points". */
export function changeInWords(change: Change): string {
  return change.item === 'trace' ? traceChangeInWords(change) : labelChangeInWords(change);
}

function traceChangeInWords({ name, before, after }: Pick<TraceEntry, 'name' | 'before' | 'after'>): string {
  if (after === null) return `trace ${name} taken away`;
  return `trace ${name}: ${before === null ? '' : `${pointsInWords(before)} → `}${pointsInWords(after)}`;
}

const pointsInWords = (count: number) => `${count} point${count === 1 ? '' : 's'}`;

function labelChangeInWords({ before, after }: Pick<LabelEntry, 'before' | 'after'>): string {
  if (after === null) return 'label taken away';
  const fields = Object.entries(NAMES).flatMap(([field, name]) => {
    // Object.entries forgets that the keys are those of NAMES.
    const key = field as keyof LabelValues;
    const then = (before ?? EMPTY_LABEL)[key];
    const now = after[key];
    if (isSaid(then) === isSaid(now) && (isSame(then, now) || !isSaid(now))) return [];
    const words = key === 'status' ? String : valueInWords;
    // A label that was not there had no status.
    const wasSaid = isSaid(then) && before !== null;
    return [wasSaid ? `${name} ${words(then)} → ${words(now)}` : `${name} ${words(now)}`];
  });
  return fields.length === 0 ? 'nothing changed' : fields.join(', ');
}

type Value = LabelValues[keyof LabelValues];

const isSaid = (value: Value): boolean => value !== null && value !== '' && value !== false;

/** Shares are the only values that are no plain ones. */
function isSame(a: Value, b: Value): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  return [...Object.keys(a), ...Object.keys(b)].every((emotion) => a[emotion] === b[emotion]);
}

function valueInWords(value: Value): string {
  if (!isSaid(value)) return '–';
  if (value !== null && typeof value === 'object')
    return Object.entries(value)
      .map(([emotion, share]) => `${emotion} ${share.toFixed(2)}`)
      .join(' + ');
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2);
  if (typeof value === 'string') return value.length > 40 ? `“${value.slice(0, 39)}…”` : `“${value}”`;
  return 'yes';
}
