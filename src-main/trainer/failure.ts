import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { type Failure, OnsetError, toFailure } from '#shared/base/errors.ts';

/** How V8, TensorFlow and the wasm backend say that there is no memory left. */
const MEMORY_WORDS =
  /OOM|out of memory|allocation failed|invalid typed array length|bad_alloc|enlarge memory|memory access out of bounds/i;

/** How CUDA, cuDNN and WebGPU say that the card is gone, or hangs. */
const DEVICE_WORDS =
  /CUDA_ERROR|cudaError|CUDNN_STATUS|cuDNN launch failure|CUBLAS_STATUS|failed to (?:enqueue|launch)|device (?:was |is |has been )?lost|GPU is lost/i;

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
  if (error instanceof Error && DEVICE_WORDS.test(error.message))
    return {
      code: 'internal',
      message: `The graphics card was lost or failed while training (${firstLine(error.message)}). Resume the run; if it happens again, choose another backend or look at the card's driver.`,
    };
  return toFailure(error);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.$/, '');
}
