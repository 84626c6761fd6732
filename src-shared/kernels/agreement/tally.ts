/** Whole numbers below are counted in a list, others in a map. */
const LISTED_BELOW = 4096;

/** How often each number of 0 or above occurred. */
export class Tally {
  readonly #listed: Uint32Array;
  readonly #others = new Map<number, number>();

  /** `lean`: without the list, where there are very many tallies. */
  constructor(lean: boolean) {
    this.#listed = new Uint32Array(lean ? 0 : LISTED_BELOW);
  }

  add(value: number, times = 1): void {
    const listed = this.#listed[value];
    if (listed === undefined) this.#others.set(value, (this.#others.get(value) ?? 0) + times);
    else this.#listed[value] = listed + times;
  }

  addAll(other: Tally): void {
    for (const [value, times] of other.entries()) this.add(value, times);
  }

  /** Each number that occurred, and how often. */
  entries(): (readonly [value: number, times: number])[] {
    const found: (readonly [number, number])[] = [...this.#others];
    this.#listed.forEach((times, value) => {
      if (times > 0) found.push([value, times]);
    });
    return found;
  }
}
