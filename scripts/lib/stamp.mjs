import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Writes a JSON file whole or not at all: a kill leaves the old one.
 * @param {string} file @param {unknown} value
 */
export function writeJson(file, value) {
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(unfinished, file);
}

/**
 * One hash of the names and contents of files; folders are walked. What is missing counts as empty.
 * @param {string} base @param {string[]} paths relative to base @param {(path: string) => boolean} [wanted]
 */
export function hashOf(base, paths, wanted = () => true) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((p) => filesBelow(join(base, p)))) {
    const name = relative(base, path).replaceAll('\\', '/');
    if (wanted(name)) hash.update(`${name}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
