import { parseActionUnits } from '#shared/domain/action-units.ts';
import type { DrawnTrace } from './trace-geometry.ts';

/** What one rater coded of a clip. */
export interface CodedUnits {
  readonly rater: string;
  readonly isOwn: boolean;
  /** As a coder writes it: `R6A+R12`. */
  readonly actionUnits: string | null;
  readonly onset: number | null;
  readonly offset: number | null;
}

/** A trace of an action unit, named as `AU12`. */
export interface UnitTrace {
  readonly rater: string;
  readonly name: string;
  readonly trace: DrawnTrace;
}

interface UnitBar {
  readonly rater: string;
  readonly isOwn: boolean;
  /** First and last frame. */
  readonly first: number;
  readonly last: number;
  /** False where its rater marked no onset and offset: it is somewhere in the clip. */
  readonly isMarked: boolean;
  /** With side and strength, `R12B`. */
  readonly code: string;
}

/** One action unit: who saw it when, and how strong it was over time. */
export interface UnitRow {
  readonly unit: string;
  readonly bars: readonly UnitBar[];
  readonly traces: readonly UnitTrace[];
}

/** A row for each action unit that somebody coded or traced, by its number. Units of the neutral frame are left out: they say nothing of the expression. */
export function unitRows(
  coded: readonly CodedUnits[],
  traces: readonly UnitTrace[],
  frameCount: number,
): readonly UnitRow[] {
  const rows = new Map<string, { bars: UnitBar[]; traces: UnitTrace[] }>();
  const rowOf = (unit: string) => {
    const row = rows.get(unit) ?? { bars: [], traces: [] };
    rows.set(unit, row);
    return row;
  };
  for (const { rater, isOwn, actionUnits, onset, offset } of coded) {
    const isMarked = onset !== null && offset !== null && onset <= offset;
    const [first, last] = isMarked ? [onset, offset] : [0, Math.max(0, frameCount - 1)];
    for (const { unit, side, strength, isReference } of parseActionUnits(actionUnits ?? '').units) {
      if (isReference) continue;
      const code = `${SIDES[side ?? 'both']}${unit}${strength ?? ''}`;
      const { bars } = rowOf(`AU${unit}`);
      // Written twice, it is said once.
      if (bars.some((bar) => bar.rater === rater && bar.code === code)) continue;
      bars.push({ rater, isOwn, first, last, isMarked, code });
    }
  }
  for (const trace of traces) rowOf(trace.name).traces.push(trace);
  return [...rows]
    .map(([unit, row]) => ({ unit, ...row }))
    .sort((a, b) => a.unit.localeCompare(b.unit, 'en', { numeric: true }));
}

const SIDES = { left: 'L', right: 'R', both: '' } as const;
