/** What kind of failure it is: callers decide by this, people read the message. */
export const FAILURE_CODES = [
  'bad-input',
  'not-found',
  'conflict',
  'busy',
  'read-only',
  'newer-version',
  'cancelled',
  'internal',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** A failure as it crosses a process boundary: plain data. `message` is for people: what happened, to which file or clip, what to do. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
}

/** An expected failure with a message fit for the user. Everything else that is thrown is a defect. */
export class OnsetError extends Error {
  override readonly name = 'OnsetError';
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Any thrown value as plain data. Defects become `internal` and keep their message. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof OnsetError) return { code: thrown.code, message: thrown.message };
  if (thrown instanceof Error) return { code: 'internal', message: thrown.message };
  return { code: 'internal', message: String(thrown) };
}

/** The system's code of a thrown value, such as `ENOENT`; null where it has none. */
export function errorCode(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
}

/** The inverse of {@link toFailure}, on the receiving side. */
export function fromFailure(failure: Failure): OnsetError {
  return new OnsetError(failure.code, failure.message);
}
