const LIVE_EVERY_MS = 15_000;

/**
 * Shows which step of how many is at work and for how long: one line a step that changes in place on a
 * terminal; elsewhere a sign of life now and then.
 * @param {NodeJS.WriteStream} stream
 */
export function createProgress(stream) {
  const isLive = Boolean(stream.isTTY);
  let head = '';
  let startedAt = 0;
  let shownAt = 0;
  const write = (/** @type {string} */ line, isFinal = true) => {
    if (isLive)
      stream.write(
        `\r\x1b[K${line.slice(0, isFinal ? undefined : stream.columns - 1)}${isFinal ? '\n' : ''}`,
      );
    else stream.write(`${line}\n`);
  };
  return {
    /** @param {number} index 1-based @param {number} count @param {string} title */
    begin(index, count, title) {
      head = `[${index}/${count}] ${title}`;
      startedAt = performance.now();
      shownAt = startedAt;
      write(`${head} …`, false);
    },
    /** A step with nothing left to do. @param {number} index @param {number} count @param {string} title @param {string} state */
    pass: (index, count, title, state) => write(`[${index}/${count}] ${title}: ${state}`),
    /** Called about once a second while a step runs. @param {string} detail */
    live(detail) {
      const now = performance.now();
      if (!isLive && now - shownAt < LIVE_EVERY_MS) return;
      shownAt = now;
      write(`${head}: ${detail}, ${seconds(now - startedAt)}`, false);
    },
    /** @param {string} result */
    end(result) {
      write(`${head}: ${result} (${seconds(performance.now() - startedAt)})`);
    },
    /** @param {string} line */
    say: (line) => write(line),
  };
}

/** @param {number} ms */
export const seconds = (ms) => `${ms < 9_950 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`;
