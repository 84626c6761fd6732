import { z } from 'zod';
import { FAILURE_CODES, fromFailure, OnsetError } from '#shared/base/errors.ts';
import type { CallAnswer } from '#shared/contract/bridge.ts';
import { type Caller, type CallName, type CallOutput, calls } from '#shared/contract/calls.ts';

/** Codes of newer engines become `internal`, so that the message still gets through. */
const callAnswer: z.ZodType<CallAnswer> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), failure: z.object({ code: z.string(), message: z.string() }) }),
]);
const failureCode = z.enum(FAILURE_CODES).catch('internal');

/** Every call of the contract over `send`; answers are parsed, failures come back as an OnsetError. */
export function createCaller(send: (name: string, input: unknown) => Promise<CallAnswer>): Caller {
  return async (name, input) => {
    const answer = callAnswer.safeParse(await send(name, input));
    if (!answer.success) throw notUnderstood(name, answer.error);
    if (!answer.data.ok) {
      const { code, message } = answer.data.failure;
      throw fromFailure({ code: failureCode.parse(code), message });
    }
    return parseOutput(name, answer.data.output);
  };
}

function parseOutput<N extends CallName>(name: N, output: unknown): CallOutput<N> {
  const parsed = calls[name].output.safeParse(output);
  if (!parsed.success) throw notUnderstood(name, parsed.error);
  // The compiler cannot follow one name through both sides of the map; the schema just parsed it.
  return parsed.data as CallOutput<N>;
}

function notUnderstood(name: string, error: z.ZodError): OnsetError {
  return new OnsetError('internal', `The answer to ${name} is not as agreed: ${z.prettifyError(error)}`);
}
