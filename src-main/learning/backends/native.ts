import { availableParallelism } from 'node:os';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { OnsetError } from '#shared/base/errors.ts';
import type { LoadedBackend } from './rung.ts';

const TF_NAME = 'tensorflow';

/** TensorFlow in C++ on this machine's processor. */
export function loadCpuTensorFlow(): Promise<LoadedBackend> {
  return load('tfjs-node', () => import('@tensorflow/tfjs-node'));
}

/** TensorFlow in C++ on an NVIDIA card; refused where it finds none and would compute on the processor. */
export async function loadGpuTensorFlow(): Promise<LoadedBackend> {
  const loaded = await load('tfjs-node-gpu', () => import('@tensorflow/tfjs-node-gpu'));
  if (loaded.device.startsWith('GPU')) return loaded;
  tf.removeBackend(TF_NAME);
  throw new OnsetError(
    'not-found',
    'TensorFlow finds no NVIDIA card that it can use (card, driver, CUDA libraries).',
  );
}

type NativePackage = 'tfjs-node' | 'tfjs-node-gpu';

/** The package registers its backend as it loads: nothing else of it is used. */
async function load(name: NativePackage, importPackage: () => Promise<unknown>): Promise<LoadedBackend> {
  restoreRemovedUtilities();
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  try {
    await importPackage();
  } catch (error) {
    throw new OnsetError('not-found', whyNotLoaded(name, error), { cause: error });
  }
  // The backend that tfjs-node and tfjs-node-gpu register under this name has this shape.
  const { binding } = tf.findBackend(TF_NAME) as unknown as { binding: NativeBinding };
  const device = binding.isUsingGpuDevice() ? 'GPU' : `CPU, ${availableParallelism()} threads`;
  return { tfName: TF_NAME, version: `${tf.version_core} (TensorFlow ${binding.TF_Version})`, device };
}

interface NativeBinding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

function whyNotLoaded(name: NativePackage, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/Cannot find (package|module) '@tensorflow\//.test(message))
    return `The package ${name} is not installed. Run \`npm run setup\`.`;
  if (/native addon module/.test(message))
    return name === 'tfjs-node'
      ? 'Its native part is not there. Run `npm run setup`, which downloads or builds it.'
      : 'Its native part is not there; it needs an NVIDIA card. Run `npm run setup`, which downloads it.';
  return `${name} does not load (${message.split('\n')[0]}). Run \`npm run setup\`.`;
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
