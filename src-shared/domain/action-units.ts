/** One action unit of a FACS code. */
export interface ActionUnit {
  /** Its number in FACS, such as 12. */
  readonly unit: number;
  /** Of the face; null where the coder named none. */
  readonly side: 'left' | 'right' | null;
  /** From A, a trace, to E; null where it was not scored. */
  readonly strength: 'A' | 'B' | 'C' | 'D' | 'E' | null;
  /** `ref(…)`: it is in the neutral frame too, and says nothing of the expression. */
  readonly isReference: boolean;
}

export interface ParsedActionUnits {
  /** In the order they were written. */
  readonly units: readonly ActionUnit[];
  /** What is no action unit, a sentence each. */
  readonly problems: readonly string[];
}

/** A side before the number, as SAMM writes it (`R6A`); `AU` may stand before either. */
const UNIT = /^(?:AU)?([LR])?(?:AU)?(\d{1,2})([A-E])?$/i;
const REFERENCE = /ref\s*\(([^()]*)\)/gi;

/** Reads a FACS code as coding sheets have it: `R6A+R12`, `ref(7B)+43C`, `AU4`, `6 12`. What cannot be read is listed. */
export function parseActionUnits(text: string): ParsedActionUnits {
  const units: ActionUnit[] = [];
  const problems: string[] = [];
  const take = (part: string, isReference: boolean) => {
    for (const token of part.split(/[+,;\s]+/)) {
      if (token === '') continue;
      const unit = parseUnit(token, isReference);
      if (unit === null) problems.push(`"${token}" is no action unit.`);
      else units.push(unit);
    }
  };
  let end = 0;
  for (const found of text.matchAll(REFERENCE)) {
    take(text.slice(end, found.index), false);
    take(found[1] ?? '', true);
    end = found.index + found[0].length;
  }
  take(text.slice(end), false);
  return { units, problems };
}

/** Such as `R6A+ref(7B)+43C`; parsed again it gives the same units. */
export function formatActionUnits(units: readonly ActionUnit[]): string {
  return units
    .map(({ unit, side, strength, isReference }) => {
      const code = `${side === null ? '' : side === 'left' ? 'L' : 'R'}${unit}${strength ?? ''}`;
      return isReference ? `ref(${code})` : code;
    })
    .join('+');
}

/** The numbers of the units that were seen, whatever the side; those of the neutral frame were not. */
export function unitsSeen(units: readonly ActionUnit[]): ReadonlySet<number> {
  return new Set(units.filter(({ isReference }) => !isReference).map(({ unit }) => unit));
}

function parseUnit(token: string, isReference: boolean): ActionUnit | null {
  const [, side, digits, strength] = UNIT.exec(token) ?? [];
  const unit = Number(digits);
  if (!(unit >= 1)) return null;
  return { unit, side: sideOf(side), strength: strengthOf(strength), isReference };
}

function sideOf(letter: string | undefined): ActionUnit['side'] {
  if (letter === undefined) return null;
  return letter.toUpperCase() === 'L' ? 'left' : 'right';
}

const STRENGTHS = ['A', 'B', 'C', 'D', 'E'] as const;

function strengthOf(letter: string | undefined): ActionUnit['strength'] {
  return STRENGTHS.find((strength) => strength === letter?.toUpperCase()) ?? null;
}
