import { readFileSync } from 'node:fs';
import { assertNever } from '#shared/base/assert-never.ts';
import { type Failure, OnsetError } from '#shared/base/errors.ts';

/** How a child of the engine ended. `log`: the last lines of its errors. */
export type ChildEnd =
  /** It left by itself, with exit code 0. */
  | { readonly kind: 'finished' }
  /** It, or its supervisor, says in words why it could not go on. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** We asked it to stop, and it has. */
  | { readonly kind: 'stopped' }
  /** `by` is the signal or the exit code. */
  | { readonly kind: 'crashed'; readonly by: NodeJS.Signals | number; readonly log: readonly string[] }
  | { readonly kind: 'out-of-memory'; readonly log: readonly string[] };

const MEMORY_WORDS =
  /heap out of memory|std::bad_alloc|Array buffer allocation failed|cannot allocate memory/i;

/** Crash or out of memory, by signal, exit code, last words, and how often the system killed for memory meanwhile. */
export function judgeExit(
  code: number | null,
  signal: NodeJS.Signals | null,
  log: readonly string[],
  memoryKills: number,
): ChildEnd {
  if (code === 0) return { kind: 'finished' };
  const starved = signal === 'SIGKILL' && memoryKills > 0;
  if (starved || MEMORY_WORDS.test(log.slice(-40).join('\n'))) return { kind: 'out-of-memory', log };
  return { kind: 'crashed', by: signal ?? code ?? -1, log };
}

/** How many processes Linux has killed for want of memory since it started; 0 where nothing counts them. */
export function countMemoryKills(): number {
  try {
    const match = /^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'));
    return match === null ? 0 : Number(match[1]);
  } catch {
    return 0;
  }
}

const QUOTED_LINES = 3;

/** The end in words, as the error of what the child was to do; `who` is such as "the trainer". */
export function endAsError(end: ChildEnd, who: string): OnsetError {
  switch (end.kind) {
    case 'failed':
      return new OnsetError(end.failure.code, end.failure.message);
    case 'stopped':
      return new OnsetError('cancelled', 'Cancelled.');
    case 'finished':
      return new OnsetError('internal', `${sentence(who)} ended before its work was done.`);
    case 'crashed':
      return new OnsetError('internal', `${sentence(who)} crashed (${crashedBy(end)}).${lastWords(end.log)}`);
    case 'out-of-memory':
      return new OnsetError(
        'internal',
        `${sentence(who)} ran out of memory. Close other programs, or ask for less at once.`,
      );
    default:
      return assertNever(end);
  }
}

/** Such as "signal SIGILL". */
export function crashedBy({ by }: Extract<ChildEnd, { kind: 'crashed' }>): string {
  return typeof by === 'number' ? `exit code ${by}` : `signal ${by}`;
}

function lastWords(log: readonly string[]): string {
  const lines = log.filter((line) => line.trim() !== '').slice(-QUOTED_LINES);
  return lines.length === 0 ? '' : ` Its last words: ${lines.join(' / ')}`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
