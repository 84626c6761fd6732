import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import { areaOf, checkArea } from './areas.ts';
import { isRecord } from './compare.ts';
import { parseGolden, parseJson } from './golden.ts';

const SHOWN_DIFFERENCES = 5;

type Verdict = 'passed' | 'failed' | 'not yet';

function checkFile(file: string): { verdict: Verdict; details: string } {
  try {
    const data = parseJson(readFileSync(file, 'utf8'));
    const name = isRecord(data) && typeof data['name'] === 'string' ? data['name'] : basename(file, '.json');
    const area = areaOf(name);
    if (area === null) return { verdict: 'not yet', details: '' };
    const { values, differences } = checkArea(area, parseGolden(data));
    if (values === 0) return { verdict: 'failed', details: ' (it holds nothing to compare)' };
    if (differences.length === 0) return { verdict: 'passed', details: ` (${values} values)` };
    const shown = differences.slice(0, SHOWN_DIFFERENCES).join('; ');
    const rest = differences.length - SHOWN_DIFFERENCES;
    const more = rest > 0 ? `; and ${rest} more` : '';
    return { verdict: 'failed', details: ` (${differences.length} of ${values} values): ${shown}${more}` };
  } catch (error) {
    return { verdict: 'failed', details: `: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The golden files in `dir`; throws OnsetError `bad-input` where there is nothing to run. */
function goldenFilesIn(dir: string): string[] {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new OnsetError('bad-input', `${dir} is not a folder. Name the folder that holds the golden files.`);
  const names = readdirSync(dir).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  if (names.length === 0) throw new OnsetError('bad-input', `${dir} holds no golden file (*.json).`);
  return names.sort().map((name) => join(dir, name));
}

/** Where lines go: the console, or a test's. */
export interface Output {
  log(line: string): void;
  error(line: string): void;
}

/**
 * Runs the golden files of a folder against our own functions: a line per file, at the end how many passed and failed.
 * Returns the exit status: 0 if none failed, 1 if one did, 2 for bad usage.
 */
export function checkReference(args: readonly string[], output: Output): number {
  const [dir] = args;
  if (dir === undefined || args.length > 1) {
    output.error('Usage: npm run -s check:reference -- DIR');
    return 2;
  }
  let files: string[];
  try {
    files = goldenFilesIn(dir);
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  const counts: Record<Verdict, number> = { passed: 0, failed: 0, 'not yet': 0 };
  for (const file of files) {
    const { verdict, details } = checkFile(file);
    counts[verdict]++;
    output.log(`${basename(file, '.json')}: ${verdict}${details}`);
  }
  output.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
}
