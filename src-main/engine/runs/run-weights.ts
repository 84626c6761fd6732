import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { type LearnedModels, learnedModels, weightCount } from '#shared/domain/learned-models.ts';

const weightsDirOf = (runDir: string) => join(runDir, 'weights');

/** What weights/weights.json of a run says. Throws OnsetError in words: `not-found`, `bad-input`. */
export async function readLearnedModels(runDir: string, id: RunId): Promise<LearnedModels> {
  const file = join(weightsDirOf(runDir), 'weights.json');
  const text = (await readRunFile(file, id)).toString('utf8');
  try {
    return learnedModels.parse(JSON.parse(text));
  } catch (error) {
    throw new OnsetError('bad-input', `${file} does not describe models: ${repair(id)}`, { cause: error });
  }
}

/** The weights of one fold, in the order of `weights`. Throws OnsetError in words. */
export async function readFoldWeights(
  runDir: string,
  id: RunId,
  models: LearnedModels,
  fold: number,
): Promise<Float32Array> {
  const name = models.folds[fold]?.file;
  if (name === undefined) throw new RangeError(`There is no fold ${fold} among ${models.folds.length}.`);
  const file = join(weightsDirOf(runDir), name);
  const bytes = await readRunFile(file, id);
  const count = weightCount(models);
  if (bytes.length !== count * Float32Array.BYTES_PER_ELEMENT)
    throw new OnsetError(
      'bad-input',
      `${file} has ${bytes.length} bytes where ${count} weights take ${count * Float32Array.BYTES_PER_ELEMENT}: ${repair(id)}`,
    );
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** A file of the run's folder. Throws OnsetError `not-found` if it is not there or cannot be read. */
export async function readRunFile(file: string, id: RunId): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    const why = code === 'ENOENT' ? 'it is not there' : `it cannot be read (${code})`;
    throw new OnsetError('not-found', `The run ${id} lacks ${file}: ${why}. ${capitalised(repair(id))}`, {
      cause: error,
    });
  }
}

const repair = (id: RunId) => `bring back the folder of the run ${id} from a copy, or train it again.`;

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
