import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

const GOLDEN_DIR = join(import.meta.dirname, '../../../shared/reference');

/** For tests: the folder of the golden files. Where it is not there, as in a public clone, the test is skipped; in CI it fails. */
export function goldenDir(context: TestContext): string {
  if (existsSync(GOLDEN_DIR)) return GOLDEN_DIR;
  if (process.env['CI']) throw new Error('../shared/reference is not there, and in CI it must be.');
  return context.skip('../shared/reference is not there');
}
