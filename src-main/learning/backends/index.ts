import * as tf from '@tensorflow/tfjs-core';
import { OnsetError } from '#shared/base/errors.ts';
import type { BackendName, BackendReport } from '#shared/domain/backend.ts';
import type { BackendChoice } from '#shared/domain/run-spec.ts';
import { loadCpuTensorFlow, loadGpuTensorFlow } from './native.ts';
import type { LoadedBackend } from './rung.ts';
import { tryTrainingStep } from './trial.ts';
import { loadWasm } from './wasm.ts';

/** Best first. */
const LADDER: readonly { readonly name: BackendName; readonly load: () => Promise<LoadedBackend> }[] = [
  { name: 'tfjs-node-gpu', load: loadGpuTensorFlow },
  { name: 'tfjs-node', load: loadCpuTensorFlow },
  { name: 'wasm', load: loadWasm },
  { name: 'cpu', load: loadPlainJs },
];

type Trial =
  | { readonly loaded: LoadedBackend; readonly whyNot: null }
  | { readonly loaded: null; readonly whyNot: string };

const trials = new Map<BackendName, Promise<Trial>>();

/** Told before a backend is loaded: a native one may crash the process. */
export type OnTry = (name: BackendName) => Promise<void>;

/** Counts a backend as not there, without trying it. */
export function passOver(name: BackendName, whyNot: string): void {
  trials.set(name, Promise.resolve({ loaded: null, whyNot }));
}

/** Every rung of the ladder, tried for real: it loads, and one small training step gives the right numbers. */
export async function listBackends(onTry: OnTry = untold): Promise<BackendReport[]> {
  const reports: BackendReport[] = [];
  for (const { name } of LADDER) {
    const { loaded, whyNot } = await tryBackend(name, onTry);
    reports.push({
      name,
      available: loaded !== null,
      version: loaded?.version ?? null,
      device: loaded?.device ?? null,
      whyNot,
      chosen: loaded !== null && !reports.some((report) => report.available),
    });
  }
  return reports;
}

/** The backend that now computes, and why it was taken. */
export interface BackendInUse {
  readonly name: BackendName;
  readonly version: string;
  readonly device: string;
  readonly reason: string;
}

/** Makes the chosen backend, or for `auto` the best there is, the one that computes. Throws OnsetError with the cause if it cannot. */
export async function selectBackend(choice: BackendChoice, onTry: OnTry = untold): Promise<BackendInUse> {
  const passedOver: string[] = [];
  for (const { name } of LADDER) {
    if (choice !== 'auto' && choice !== name) continue;
    const { loaded, whyNot } = await tryBackend(name, onTry);
    if (loaded !== null) {
      await tf.setBackend(loaded.tfName);
      return {
        name,
        version: loaded.version,
        device: loaded.device,
        reason: reasonFor(name, choice, passedOver),
      };
    }
    if (choice === name)
      throw new OnsetError('bad-input', `The backend ${name} cannot be used here. ${whyNot}`);
    passedOver.push(`${name}: ${whyNot}`);
  }
  throw new OnsetError('internal', `No backend works here. ${passedOver.join(' ')}`);
}

function reasonFor(name: BackendName, choice: BackendChoice, passedOver: readonly string[]): string {
  if (choice === name) return 'Named by the run.';
  const better = passedOver.length === 0 ? '' : ` Not used: ${passedOver.join(' ')}`;
  if (name === 'cpu') return `Plain JavaScript, very slow: nothing faster works here.${better}`;
  return `The best that works here.${better}`;
}

async function untold(): Promise<void> {}

function tryBackend(name: BackendName, onTry: OnTry): Promise<Trial> {
  const known = trials.get(name) ?? runTrial(name, onTry);
  trials.set(name, known);
  return known;
}

async function runTrial(name: BackendName, onTry: OnTry): Promise<Trial> {
  const rung = LADDER.find((candidate) => candidate.name === name);
  if (rung === undefined) return { loaded: null, whyNot: 'Unknown.' };
  // Both packages hold a TensorFlow of their own, which one process cannot load twice.
  if (name === 'tfjs-node' && (await trials.get('tfjs-node-gpu'))?.loaded)
    return { loaded: null, whyNot: 'Not tried: tfjs-node-gpu works, and takes its place.' };
  // Without its warnings to the console, and without checks of every value.
  tf.enableProdMode();
  await onTry(name);
  try {
    const loaded = await rung.load();
    if (!(await tf.setBackend(loaded.tfName))) return { loaded: null, whyNot: `${name} does not start.` };
    const wrong = tryTrainingStep();
    return wrong === null
      ? { loaded, whyNot: null }
      : { loaded: null, whyNot: `It computes wrongly: ${wrong}.` };
  } catch (error) {
    if (error instanceof OnsetError) return { loaded: null, whyNot: error.message };
    return {
      loaded: null,
      whyNot: `It failed a small training step: ${error instanceof Error ? error.message : error}.`,
    };
  }
}

async function loadPlainJs(): Promise<LoadedBackend> {
  const { version_cpu } = await import('@tensorflow/tfjs-backend-cpu');
  return { tfName: 'cpu', version: version_cpu, device: 'CPU, 1 thread' };
}
