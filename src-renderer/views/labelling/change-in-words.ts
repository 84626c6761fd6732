import type { LabelHistoryEntry, LabelValues } from '#shared/domain/label.ts';

const NAMES: Readonly<Record<keyof LabelValues, string>> = {
  emotion: 'emotion',
  intensity: 'intensity',
  onset: 'onset',
  apex: 'apex',
  offset: 'offset',
  apexEstimated: 'apex estimated',
  actionUnits: 'action units',
  note: 'note',
};

/** What a history row changed, field by field: "intensity 0.40 → 0.70". */
export function changeInWords({ before, after }: Pick<LabelHistoryEntry, 'before' | 'after'>): string {
  if (after === null) return 'label taken away';
  const fields = Object.entries(NAMES).flatMap(([field, name]) => {
    // Object.entries forgets that the keys are those of NAMES.
    const key = field as keyof LabelValues;
    const then = before?.[key] ?? null;
    const now = after[key];
    if (isSaid(then) === isSaid(now) && (then === now || !isSaid(now))) return [];
    return [
      isSaid(then) ? `${name} ${valueInWords(then)} → ${valueInWords(now)}` : `${name} ${valueInWords(now)}`,
    ];
  });
  return fields.length === 0 ? 'nothing changed' : fields.join(', ');
}

type Value = LabelValues[keyof LabelValues];

const isSaid = (value: Value): boolean => value !== null && value !== '' && value !== false;

function valueInWords(value: Value): string {
  if (!isSaid(value)) return '–';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2);
  if (typeof value === 'string') return value.length > 40 ? `“${value.slice(0, 39)}…”` : `“${value}”`;
  return 'yes';
}
