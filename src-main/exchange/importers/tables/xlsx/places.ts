/** 0 for `A7`; null where the place is not said. */
export function columnOf(place: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place ?? '')?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export function columnLetters(column: number): string {
  const above = Math.floor(column / 26);
  return (above > 0 ? columnLetters(above - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** 7 for `A7`. */
export function rowOf(place: string | undefined): number | null {
  const digits = /^[A-Z]{1,3}(\d{1,7})$/.exec(place ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
