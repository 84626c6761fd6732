import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Where a benchmark keeps what it measured; each has a section of its own. */
export const RESULTS_FILE = join(ROOT, 'bench', 'RESULTS.md');
export const README_FILE = join(ROOT, 'README.md');

/** `text` with what stands between the comments `<!-- name -->` and `<!-- /name -->` replaced; null if they are not there. */
export function replaceSection(text: string, name: string, content: string): string | null {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from === -1 || to < from) return null;
  return `${text.slice(0, from + open.length)}\n${content}\n${text.slice(to)}`;
}

/** Replaces the section of `file`, or adds it at the end. */
export function writeSection(file: string, name: string, content: string): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '# Measurements\n';
  const appended = `${text.trimEnd()}\n\n<!-- ${name} -->\n${content}\n<!-- /${name} -->\n`;
  writeFileSync(file, replaceSection(text, name, content) ?? appended);
}

/** Such as "2 x AMD EPYC, 8 GB, linux, Node v24.21.0". */
export function machineInWords(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${cpus().length} x ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()}, Node ${process.version}`;
}
