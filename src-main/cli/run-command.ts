import { type Failure, toFailure } from '#shared/base/errors.ts';
import { EXIT, exitStatusOf } from './output.ts';

/** Where a command's words go. */
export interface Streams {
  out(text: string): void;
  error(text: string): void;
}

/**
 * Runs one command: prints its result (as JSON, or in words by `inWords`; nothing where there are no words), or its
 * failure in words on stderr; answers the exit status (of a result, by `statusOf`). With `json` there is exactly one JSON document on stdout, a
 * failure's too.
 */
export async function runCommand<T>(
  streams: Streams,
  json: boolean,
  work: () => Promise<T>,
  inWords: ((result: T) => string) | null = null,
  statusOf: (result: T) => number = () => EXIT.done,
): Promise<number> {
  try {
    const result = await work();
    if (inWords !== null) streams.out(json ? JSON.stringify(result, null, 2) : inWords(result));
    return statusOf(result);
  } catch (error) {
    const failure = toFailure(error);
    streams.error(`onset: ${failure.message}`);
    if (json) printFailure(streams, failure);
    return exitStatusOf(error);
  }
}

export function printFailure(streams: Streams, failure: Failure): void {
  streams.out(JSON.stringify({ error: failure }, null, 2));
}
