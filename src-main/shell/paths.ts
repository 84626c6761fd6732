import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the built parts lie, from the application's folder. */
export function appPaths(appDir: string) {
  const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';
  return {
    preload: join(appDir, 'out/preload/index.cjs'),
    renderer: join(appDir, 'out/renderer'),
    engine: join(appDir, 'out/node/engine.js'),
    /** The Node that package.json pins: never the machine's, whose native modules would differ. */
    node: join(appDir, 'node_modules/node/bin', nodeName),
  };
}

export type AppPaths = ReturnType<typeof appPaths>;

/** What is missing of the program itself, in words; null if nothing. */
export function missingPart(paths: AppPaths): string | null {
  const missing = Object.values(paths).find((path) => !existsSync(path));
  return missing === undefined
    ? null
    : `Onset is not completely set up: ${missing} is missing. Run npm run setup.`;
}
