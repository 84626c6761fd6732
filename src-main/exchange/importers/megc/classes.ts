import { MEGC_CLASSES } from '#shared/domain/scheme.ts';
import { shown } from './text-lines.ts';

/** Index into MEGC_CLASSES: 0 negative, 1 positive, 2 surprise. */
export type MegcClass = 0 | 1 | 2;

const CLASSES = [0, 1, 2] as const;

/** `0`, `1`, `2` (also `1.0`, as number columns are written) or the class's name. Undefined where it is neither. */
export function readMegcClass(cell: string): MegcClass | undefined {
  const text = cell.toLowerCase().replace(/^([012])\.0+$/, '$1');
  return CLASSES.find((index) => text === String(index) || text === MEGC_CLASSES[index]);
}

export function classProblem(what: string, cell: string): string {
  const names = CLASSES.map((index) => `${index} (${MEGC_CLASSES[index]})`).join(', ');
  return cell === '' ? `it has no ${what}` : `its ${what} ${shown(cell)} is none of ${names}`;
}
