import type { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { type CallName, type CallOutput, type CallRequest, calls } from '#shared/contract/calls.ts';

/** Throws OnsetError `bad-input` with what is wrong of each field. */
export function parseRequest<N extends CallName>(name: N, input: unknown): CallRequest<N> {
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success)
    throw new OnsetError('bad-input', issuesInWords(parsed.error), { cause: parsed.error });
  // The map pairs each name with its schema, which TypeScript does not follow through a generic index.
  return parsed.data as CallRequest<N>;
}

/** Keeps what the contract names; throws on what does not fit it, which is a defect. */
export function parseOutput<N extends CallName>(name: N, output: unknown): CallOutput<N> {
  // As in parseRequest.
  return calls[name].output.parse(output) as CallOutput<N>;
}

function issuesInWords(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
