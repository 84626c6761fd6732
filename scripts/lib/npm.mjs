import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * How to start the npm that started us (or the one on the PATH), on a Node outside node_modules: `npm ci`
 * deletes the one inside.
 * @param {string[]} args
 */
export function npm(args, env = process.env) {
  const quiet = [...args, '--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier'];
  const cli = env.npm_execpath;
  const node = [env.npm_node_execpath, process.execPath].find(
    (path) => path && existsSync(path) && !path.startsWith(inRoot('node_modules')),
  );
  if (cli && basename(cli) === 'npm-cli.js' && node)
    return { command: node, args: [cli, ...quiet], shell: false };
  return { command: 'npm', args: quiet, shell: process.platform === 'win32' };
}
