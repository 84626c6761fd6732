import { availableParallelism } from 'node:os';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { memoryMiB } from './machine.ts';
import { findNvidiaCard } from './nvidia.ts';
import { type LoadedBackend, NotThere } from './rung.ts';

const TF_NAME = 'tensorflow';
const SET_UP = 'npm run setup';

/**
 * TensorFlow in C++ on this machine's processor. A process holds one TensorFlow: where tfjs-node-gpu's is loaded and
 * found no card, that one computes on the processor just as well.
 */
export async function loadCpuTensorFlow(): Promise<LoadedBackend> {
  const loaded = libraryInUse() ?? (await load('tfjs-node', () => import('@tensorflow/tfjs-node')));
  const device = `CPU, ${availableParallelism()} threads`;
  return { tfName: TF_NAME, version: versionOf(loaded), device, memoryMiB: memoryMiB() };
}

/** TensorFlow in C++ on an NVIDIA card; refused where it would compute on the processor. */
export async function loadGpuTensorFlow(): Promise<LoadedBackend> {
  const card = findNvidiaCard();
  if (card === null)
    throw new NotThere('There is no NVIDIA card here, or its driver is not installed.', null);
  // Full float32: by default cards of 2020 and later round the factors of products to 10 bits.
  process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
  // By default the first trainer takes all of the card's memory, and a second one (a trial, a prediction) finds none.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  const library = await load('tfjs-node-gpu', () => import('@tensorflow/tfjs-node-gpu'));
  if (library.isUsingGpuDevice())
    return {
      tfName: TF_NAME,
      version: versionOf(library),
      device: card.name,
      memoryMiB: card.memoryMiB,
    };
  throw new NotThere(
    `TensorFlow cannot use the ${card.name}: its driver or the CUDA libraries are of another version. Update the driver.`,
    null,
  );
}

type NativePackage = 'tfjs-node' | 'tfjs-node-gpu';

/** The package registers its backend as it loads: nothing else of it is used. */
async function load(name: NativePackage, importPackage: () => Promise<unknown>): Promise<NativeBinding> {
  restoreRemovedUtilities();
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  try {
    await importPackage();
  } catch (error) {
    throw new NotThere(whyNotLoaded(name, error), SET_UP, { cause: error });
  }
  const library = libraryInUse();
  if (library === null) throw new NotThere(`${name} loads, but registers no backend.`, SET_UP);
  return library;
}

interface NativeBinding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

/** The TensorFlow that this process holds, whichever package brought it. */
function libraryInUse(): NativeBinding | null {
  // The backend that tfjs-node and tfjs-node-gpu register under this name has this shape.
  const backend = tf.findBackend(TF_NAME) as unknown as { binding: NativeBinding } | null;
  return backend?.binding ?? null;
}

const versionOf = (binding: NativeBinding) => `${tf.version_core} (TensorFlow ${binding.TF_Version})`;

function whyNotLoaded(name: NativePackage, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/Cannot find (package|module) '@tensorflow\//.test(message))
    return `The package ${name} is not installed.`;
  if (/native addon module/.test(message))
    return 'Its native part is not there: set-up downloads or builds it.';
  return `${name} does not load (${message.split('\n')[0]}).`;
}

/** tfjs-node 4.22 calls two functions of node:util that newer Node deprecates, then lacks. */
function restoreRemovedUtilities(): void {
  const removed = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(removed))
    Object.defineProperty(util, name, { value, configurable: true });
}
