import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { errorCode, OnsetError } from '#shared/base/errors.ts';

/** The object in a JSON file; `bad-input` with the file and the reason otherwise. */
export async function readJsonObject(file: string): Promise<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const reason = errorCode(error) === 'ENOENT' ? 'it is not there' : 'it is not a JSON object';
    throw new OnsetError('bad-input', `Cannot read ${file}: ${reason}.`, { cause: error });
  }
}
