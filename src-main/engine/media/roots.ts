import { stat } from 'node:fs/promises';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { OpenProject } from '../context.ts';

/** The folders that media lie below, by path. */
export async function mediaRoots({
  catalog,
}: Pick<OpenProject, 'catalog'>): Promise<CallOutput<'media.roots'>> {
  const counts = new Map<string, number>();
  for (const { root } of catalog.read.imports.clips())
    if (root !== null) counts.set(root, (counts.get(root) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    sorted.map(async ([path, clips]) => {
      const isThere = await stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      );
      return { path, clips, isThere };
    }),
  );
}
