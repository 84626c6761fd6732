import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type ChildName = 'decoder' | 'trainer' | 'demo' | 'catalog';

/** The file to start a child of the engine from: beside the running code (`here`), from source as well as built. */
export function childEntry(name: ChildName, here: string = import.meta.url): string {
  const file = fileURLToPath(here);
  const folder = dirname(file);
  if (file.endsWith('.ts')) return join(folder, '..', name, 'main.ts');
  return join(basename(folder) === 'chunks' ? dirname(folder) : folder, `${name}.js`);
}
