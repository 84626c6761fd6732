import { columnOf, type Ratings } from './ratings.ts';

/**
 * How often one rater said the class of the row where another said that of the column, over items both rated. A
 * RangeError where a rating is no class from 0 to `classCount` - 1.
 */
export function raterConfusion(
  ratings: Ratings,
  rows: number,
  columns: number,
  classCount: number,
): number[][] {
  const first = columnOf(ratings, rows);
  const second = columnOf(ratings, columns);
  const cells = new Float64Array(classCount * classCount);
  for (let item = 0; item < ratings.items; item++) {
    const a = first[item] ?? Number.NaN;
    const b = second[item] ?? Number.NaN;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    checkClass(a, classCount);
    checkClass(b, classCount);
    cells[a * classCount + b] = (cells[a * classCount + b] ?? 0) + 1;
  }
  return Array.from({ length: classCount }, (_, row) => [
    ...cells.subarray(row * classCount, (row + 1) * classCount),
  ]);
}

export function checkClass(code: number, classCount: number): void {
  if (!(Number.isInteger(code) && code >= 0 && code < classCount))
    throw new RangeError(`${code} is no class from 0 to ${classCount - 1}.`);
}
