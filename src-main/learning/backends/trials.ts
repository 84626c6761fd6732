import * as tf from '@tensorflow/tfjs-core';
import { OnsetError } from '#shared/base/errors.ts';
import type { BackendName } from '#shared/domain/backend.ts';
import { memoryMiB } from './machine.ts';
import { loadCpuTensorFlow, loadGpuTensorFlow } from './native.ts';
import { type LoadedBackend, NotThere } from './rung.ts';
import { tryTrainingStep } from './trial.ts';
import { loadWasm } from './wasm.ts';
import { loadWebgpu } from './webgpu.ts';

const LOADERS: Readonly<Record<BackendName, () => Promise<LoadedBackend>>> = {
  'tfjs-node-gpu': loadGpuTensorFlow,
  'tfjs-node': loadCpuTensorFlow,
  webgpu: () => loadWebgpu(),
  wasm: loadWasm,
  cpu: loadPlainJs,
};

/** How a backend did: it computes, or why not and the one command that mends that. */
export type Trial =
  | { readonly loaded: LoadedBackend; readonly whyNot: null; readonly fix: null }
  | {
      readonly loaded: null;
      readonly whyNot: string;
      readonly fix: string | null;
      /** It is there, but did not compute, or wrongly. */
      readonly failed: boolean;
      /** Its TensorFlow stays in the process, and computes wrongly: no other can be loaded beside it. */
      readonly holdsProcess: boolean;
    };

const trials = new Map<BackendName, Promise<Trial>>();

/** Told before a backend is loaded: a native one may crash the process. */
export type OnTry = (name: BackendName) => Promise<void>;

/** A backend failed and stays in this process, in the way of the next: another process must go on, passing it over. */
export class NeedsAnotherProcess extends Error {
  readonly backend: BackendName;
  readonly whyNot: string;

  constructor(backend: BackendName, whyNot: string) {
    super(`${backend} stands in the way of the next backend. ${whyNot}`);
    this.backend = backend;
    this.whyNot = whyNot;
  }
}

/** Counts a backend as not there, without trying it. */
export function passOver(name: BackendName, whyNot: string): void {
  trials.set(name, Promise.resolve(notThere(whyNot)));
}

/** Once in a process for each backend: it loads, and one small training step gives the right numbers. Throws {@link NeedsAnotherProcess}. */
export async function tryBackend(name: BackendName, onTry: OnTry): Promise<Trial> {
  const known = trials.get(name);
  if (known !== undefined) return known;
  // Both packages hold a TensorFlow of their own, which one process cannot load twice.
  if (name === 'tfjs-node') {
    const gpu = await trials.get('tfjs-node-gpu');
    if (gpu?.loaded) return notThere('Not tried: tfjs-node-gpu works, and takes its place.');
    if (gpu?.holdsProcess === true) throw new NeedsAnotherProcess('tfjs-node-gpu', gpu.whyNot);
  }
  const trial = runTrial(name, onTry);
  trials.set(name, trial);
  return trial;
}

async function runTrial(name: BackendName, onTry: OnTry): Promise<Trial> {
  // Without its warnings to the console, and without checks of every value.
  tf.enableProdMode();
  await onTry(name);
  let holdsProcess = false;
  try {
    const loaded = await LOADERS[name]();
    holdsProcess = name === 'tfjs-node-gpu';
    if (!(await tf.setBackend(loaded.tfName))) return failed(`${name} does not start.`, holdsProcess);
    const wrong = await tryTrainingStep();
    if (wrong === null) return { loaded, whyNot: null, fix: null };
    return failed(`It computes wrongly: ${wrong}.`, holdsProcess);
  } catch (error) {
    if (error instanceof NotThere) return notThere(error.message, error.fix);
    if (error instanceof OnsetError) return failed(error.message, holdsProcess);
    const cause = error instanceof Error ? error.message : error;
    return failed(`It failed a small training step: ${cause}.`, holdsProcess);
  }
}

function notThere(whyNot: string, fix: string | null = null): Trial {
  return { loaded: null, whyNot, fix, failed: false, holdsProcess: false };
}

function failed(whyNot: string, holdsProcess: boolean): Trial {
  return { loaded: null, whyNot, fix: null, failed: true, holdsProcess };
}

async function loadPlainJs(): Promise<LoadedBackend> {
  const { version_cpu } = await import('@tensorflow/tfjs-backend-cpu');
  return { tfName: 'cpu', version: version_cpu, device: 'CPU, 1 thread', memoryMiB: memoryMiB() };
}
