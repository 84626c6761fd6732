import * as tf from '@tensorflow/tfjs-core';
import { OnsetError } from '#shared/base/errors.ts';
import { type BackendName, type BackendReport, backendName } from '#shared/domain/backend.ts';
import type { BackendChoice } from '#shared/domain/learning-spec.ts';
import { isVerified } from './machine.ts';
import { type OnTry, tryBackend } from './trials.ts';

export { NeedsAnotherProcess, type OnTry, passOver } from './trials.ts';

/** Best first, as the domain names them. */
const LADDER: readonly BackendName[] = backendName.options;

/** Every rung of the ladder, tried for real: it loads, and one small training step gives the right numbers. Throws NeedsAnotherProcess. */
export async function listBackends(onTry: OnTry = untold): Promise<BackendReport[]> {
  const reports: BackendReport[] = [];
  for (const name of LADDER) {
    const { loaded, whyNot, fix } = await tryBackend(name, onTry);
    reports.push({
      name,
      available: loaded !== null,
      version: loaded?.version ?? null,
      device: loaded?.device ?? null,
      memoryMiB: loaded?.memoryMiB ?? null,
      whyNot,
      fix,
      verified: isVerified(name),
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

/**
 * Makes the chosen backend, or for `auto` the best there is, the one that computes. Throws OnsetError with the cause if
 * it cannot, and NeedsAnotherProcess.
 */
export async function selectBackend(choice: BackendChoice, onTry: OnTry = untold): Promise<BackendInUse> {
  const passedOver: string[] = [];
  for (const name of LADDER) {
    if (choice !== 'auto' && choice !== name) continue;
    const { loaded, whyNot, fix } = await tryBackend(name, onTry);
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
      throw new OnsetError(
        'bad-input',
        `The backend ${name} cannot be used here. ${whyNot}${fix === null ? '' : ` To mend it: ${fix}`}`,
      );
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
