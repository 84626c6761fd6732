import { formatDuration } from '#shared/base/units.ts';

const BAR_WIDTH = 24;
/** Off a terminal, a line this often is enough for a log. */
const LOG_INTERVAL_MS = 5000;

export interface Progress {
  /** `share` of the whole from 0 to 1, null while unknown. */
  show(message: string, share: number | null, secondsLeft: number | null): void;
  end(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
}

/** Progress goes to stderr: a bar on a terminal, now and then a line elsewhere. stdout is for results. */
export function createProgress(stream: Terminal, nowMs: () => number = Date.now): Progress {
  let shownMs = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    show(message, share, secondsLeft) {
      const line = progressLine(message, share, secondsLeft);
      if (stream.isTTY === true) {
        stream.write(`\r\u001b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
        drawn = true;
      } else if (nowMs() - shownMs >= LOG_INTERVAL_MS) {
        stream.write(`${line}\n`);
        shownMs = nowMs();
      }
    },
    end() {
      if (drawn) stream.write('\r\u001b[K');
      drawn = false;
    },
  };
}

/** Such as `[######..................]  25 %  Fold 2 of 5  (8 s left)`. */
export function progressLine(message: string, share: number | null, secondsLeft: number | null): string {
  const left = secondsLeft === null ? '' : `  (${formatDuration(secondsLeft)} left)`;
  if (share === null) return `${message}${left}`;
  const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}]`;
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${message}${left}`;
}
