import type { OnTry } from '#main/learning/backends/index.ts';
import type { TrainerEvent } from '#shared/contract/children.ts';

/** What the trainer says while it works. */
export interface TrainerVoice {
  emit(event: TrainerEvent): void;
  log(line: string): void;
  readonly onTry: OnTry;
  /** Ends the process where nobody listens any more: another trainer may be at the same run already. */
  leaveIfAlone(): void;
}
