import type { ImportedClip, ImportedLabel, ImportedSubject } from '#shared/domain/import.ts';
import type { Skipped } from './plan.ts';
import type { ClipRow, MarkName } from './sheet-rows.ts';

/** What a row says of its clip; null where it says nothing. A mark that is none of the frames is left out and listed. */
export function labelOf(
  row: ClipRow,
  clip: ImportedClip,
  rater: string,
  lacksApex: boolean,
  list: (reason: string) => void,
): ImportedLabel | null {
  const numbers = clip.frames.map((frame) => frame.sourceNumber);
  const known = new Set(numbers);
  const mark = (name: MarkName): number | null => {
    const number = row.marks[name];
    if (number === null || known.has(number)) return number;
    if (numbers.length > 0) list(`its ${name} ${number} is none of the clip's frames: it is left out`);
    return null;
  };
  const { emotion, actionUnits, note } = row;
  const given = { onset: mark('onset'), apex: mark('apex'), offset: mark('offset') };
  const midway = lacksApex && given.apex === null ? midwayFrame(given.onset, given.offset, numbers) : null;
  const marks = { ...given, apex: given.apex ?? midway };
  const said = [emotion, actionUnits, ...Object.values(marks)].some((value) => value !== null);
  if (!said && note === '') return null;
  const label = { clipKey: clip.key, rater, emotion, intensity: null, ...marks, actionUnits };
  const apexEstimated = midway !== null;
  return note === '' ? { ...label, apexEstimated } : { ...label, apexEstimated, note };
}

/** The frame nearest to the middle of both marks, the earlier of two. */
function midwayFrame(onset: number | null, offset: number | null, numbers: readonly number[]): number | null {
  if (onset === null || offset === null) return null;
  const middle = (onset + offset) / 2;
  const distance = (number: number) => Math.abs(number - middle);
  return numbers.reduce<number | null>(
    (best, number) => (best === null || distance(number) < distance(best) ? number : best),
    null,
  );
}

/** What rows say of their subjects; the first value holds, others are listed. `names`: the subject of each row. */
export function subjectsOf(
  rows: readonly ClipRow[],
  names: readonly string[],
  sheet: string,
  skipped: Skipped[],
): ImportedSubject[] {
  const said = new Map<string, Map<string, string>>();
  for (const [index, { row, attributes }] of rows.entries()) {
    const name = names[index] ?? '';
    const known = said.get(name) ?? new Map<string, string>();
    for (const [attribute, value] of Object.entries(attributes)) {
      const before = known.get(attribute) ?? value;
      known.set(attribute, before);
      if (before !== value) {
        const reason = `its ${attribute} of subject ${name} is ${value}, an earlier row has ${before}: that is kept`;
        skipped.push({ item: sheet, row, reason });
      }
    }
    if (known.size > 0) said.set(name, known);
  }
  return [...said].map(([name, attributes]) => ({ name, attributes: Object.fromEntries(attributes) }));
}
