/** What computes the figure of a key; `parameters` are the groups its pattern caught. */
export type FigureOf<Input> = (input: Input, parameters: readonly string[], expected: unknown) => unknown;

/** A key in full, or a pattern that catches its parameters, such as `ece(\d+)`. */
export type FigureTable<Input> = readonly (readonly [key: string, figure: FigureOf<Input>])[];

/** The figures for the keys of `expected`; one that the table does not know is left out. */
export function figuresByKey<Input>(
  table: FigureTable<Input>,
  input: Input,
  expected: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const got: Record<string, unknown> = {};
  for (const [key, want] of Object.entries(expected)) {
    for (const [pattern, figure] of table) {
      const match = new RegExp(`^${pattern}$`).exec(key);
      if (match === null) continue;
      got[key] = figure(input, match.slice(1), want);
      break;
    }
  }
  return got;
}
