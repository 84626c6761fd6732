import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { npm } from './npm.mjs';
import { cacheDir, inRoot } from './paths.mjs';
import { findProgram } from './tools.mjs';

test.each([
  [
    'its own variable first',
    { ONSET_CACHE_DIR: '/big/onset', XDG_CACHE_HOME: '/xdg' },
    'linux',
    resolve('/big/onset'),
  ],
  ["then the desktop's", { XDG_CACHE_HOME: '/xdg' }, 'linux', join('/xdg', 'onset')],
  ["else the user's", {}, 'linux', join(homedir(), '.cache', 'onset')],
  ['on a Mac', { XDG_CACHE_HOME: '/xdg' }, 'darwin', join(homedir(), 'Library', 'Caches', 'onset')],
  ['on Windows', { LOCALAPPDATA: '/local' }, 'win32', join('/local', 'onset', 'Cache')],
])('cache folder: %s', (_, env, platform, dir) => {
  expect(cacheDir(env, platform)).toBe(dir);
});

test('npm runs on a Node outside node_modules, which npm ci deletes', () => {
  const npm_execpath = '/usr/lib/node_modules/npm/bin/npm-cli.js';
  const inside = inRoot('node_modules/node/bin/node');
  const started = npm(['ci'], { npm_execpath, npm_node_execpath: inside });
  expect(started.command).not.toBe(inside);
  const outside = npm(['ci'], { npm_execpath, npm_node_execpath: '/bin/sh' });
  expect(outside.command).toBe('/bin/sh');
  expect(outside.args.slice(0, 2)).toEqual([npm_execpath, 'ci']);
});

test('another package manager, or none, leaves npm to the PATH', () => {
  expect(npm(['ci'], { npm_execpath: '/usr/lib/yarn/yarn.js' }).command).toBe('npm');
  expect(npm(['ci'], {}).command).toBe('npm');
});

test('a program is found on the PATH, a folder of its name is none', () => {
  const dir = dirname(process.execPath);
  expect(findProgram('node', { PATH: `/not/there:${dir}` })).toBe(join(dir, 'node'));
  expect(findProgram('bin', { PATH: dirname(dir) })).toBeNull();
  expect(findProgram('node', {})).toBeNull();
});
