import type { RemoteEngine } from '#main/engine/remote.ts';
import { taskId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import { keyOf, type Said, sameJson } from './stored.ts';
import { AWAY } from './study.ts';

/** Merges the bundles of somebody who labels elsewhere, one after the other: each is there whole or not at all. */
export class Merger {
  readonly #bundles: readonly string[];
  readonly #clips: number;
  #merged = 0;
  #pending = false;

  constructor(bundles: readonly string[], clips: number) {
    this.#bundles = bundles;
    this.#clips = clips;
  }

  get merged(): number {
    return this.#merged;
  }

  /** The next bundle, if there is one. */
  async mergeNext({ call }: RemoteEngine): Promise<void> {
    const file = this.#bundles[this.#merged];
    if (file === undefined) return;
    this.#pending = true;
    await call('bundles.merge', { file, taskId: taskId.parse(`merge-${this.#merged}`) });
    this.#merged++;
    this.#pending = false;
  }

  reconcile(stored: ReadonlyMap<string, Said>): {
    inFlight: 'kept' | 'dropped' | null;
    missing: string[];
    halfWritten: string[];
  } {
    const pending = this.#pending;
    this.#pending = false;
    if (this.#off(stored, this.#merged).length === 0)
      return { inFlight: pending ? 'dropped' : null, missing: [], halfWritten: [] };
    if (!pending) return { inFlight: null, missing: this.#off(stored, this.#merged), halfWritten: [] };
    this.#merged++;
    return { inFlight: 'kept', missing: [], halfWritten: this.#off(stored, this.#merged) };
  }

  /** The labels that do not say what bundle `n` says. */
  #off(stored: ReadonlyMap<string, Said>, n: number): string[] {
    const expected = n === 0 ? null : { ...EMPTY_LABEL, intensity: n / 1000 };
    return Array.from({ length: this.#clips }, (_, clip) =>
      keyOf({ rater: AWAY, clip, round: 1, item: 'label' }),
    ).filter((key) => !sameJson(stored.get(key) ?? null, expected));
  }
}
