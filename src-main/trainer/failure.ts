import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { type Failure, OnsetError, toFailure } from '#shared/base/errors.ts';

/** How V8, TensorFlow and the wasm backend say that there is no memory left. */
const MEMORY_WORDS =
  /OOM|out of memory|allocation failed|invalid typed array length|bad_alloc|enlarge memory|memory access out of bounds/i;

/** Whatever stopped the training, as the user needs to hear it. */
export function failureInWords(error: unknown, runDir: string): Failure {
  if (error instanceof OnsetError) return toFailure(error);
  const diskError = diskErrorInWords(error, `Cannot write the run's folder ${runDir}`);
  if (diskError !== null) return toFailure(diskError);
  if (error instanceof Error && MEMORY_WORDS.test(error.message))
    return {
      code: 'internal',
      message:
        'The training ran out of memory. Choose a smaller batch, smaller images, fewer frames per clip or fewer filters, or close other programs.',
    };
  return toFailure(error);
}
