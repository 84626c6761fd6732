import { type PathKind, pickPath } from '#renderer/client/index.ts';

/** Opens the system's own dialog; null in a browser, where a path is typed. */
export function browseFor(kind: PathKind): (() => Promise<string | null>) | null {
  const pick = pickPath;
  return pick === null ? null : () => pick(kind);
}

/** `name` in `dir`, with the separator `dir` itself uses. */
export function joinPath(dir: string, name: string): string {
  const separator = dir.includes('\\') && !dir.includes('/') ? '\\' : '/';
  return dir.endsWith(separator) ? dir + name : dir + separator + name;
}
