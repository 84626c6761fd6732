import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';

/** That a file can be written there; throws OnsetError `bad-input` or `not-found` with why not. */
export function requirePlace(file: string): void {
  if (!isAbsolute(file))
    throw new OnsetError('bad-input', `${file} is not an absolute path: say where it starts.`);
  if (!existsSync(dirname(file))) throw new OnsetError('not-found', `There is no folder ${dirname(file)}.`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new OnsetError('bad-input', `${file} is a folder. Name a file in it.`);
}
