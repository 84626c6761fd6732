import type { ComponentType } from 'react';
import type { KeyPress } from './chords.ts';

/** One thing a person can do, by key, from the palette or from a button. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon?: ComponentType<{ readonly size?: number | string }>;
  /** Chords such as `ctrl+z` or `[` (see chords.ts). */
  readonly keys: readonly string[];
  /** `press` is null when it was chosen from a list or by a button. */
  perform(press: KeyPress | null): void;
  isEnabled(): boolean;
}

/** Commands that belong together, under the heading the list of keys shows. */
export interface CommandGroup {
  readonly name: string;
  readonly commands: readonly Command[];
}

export const always = (): boolean => true;
