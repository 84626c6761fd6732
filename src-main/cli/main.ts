import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './program.ts';

/** The program's folder, from source (src-main/cli) and built (out/node) alike. */
const appDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

process.exitCode = await runProgram(
  process.argv.slice(2),
  { out: (text) => process.stdout.write(`${text}\n`), error: (text) => process.stderr.write(`${text}\n`) },
  appDir,
);
