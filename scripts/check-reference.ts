/** `node scripts/check-reference.ts DIR`: runs the golden files in DIR against our own functions. */
import { checkReference } from './reference/check.ts';

process.exitCode = checkReference(process.argv.slice(2), console);
