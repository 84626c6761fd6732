import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRoot, pinnedNode } from './paths.mjs';
import { findProgram } from './tools.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The browser for the tests: the one Playwright has, else the system's, else Debian's package where it may
 * be installed.
 * @returns {{ kind: 'playwright' } | { kind: 'system', path: string } | { kind: 'none', why: string }}
 */
export function findBrowser() {
  if (hasPlaywrights()) return { kind: 'playwright' };
  const found = systemChromium();
  if (found !== null) return { kind: 'system', path: found };
  const why = installChromium();
  const installed = why === null ? systemChromium() : null;
  if (installed !== null) return { kind: 'system', path: installed };
  return { kind: 'none', why: `there is no Chromium, and ${why ?? 'the installed one does not start'}` };
}

function hasPlaywrights() {
  const script = `process.stdout.write(require(${JSON.stringify(inRoot('node_modules/@playwright/test'))}).chromium.executablePath())`;
  const { stdout } = spawnSync(pinnedNode, ['-e', script], { encoding: 'utf8' });
  return Boolean(stdout) && existsSync(stdout);
}

/** A program of that name may be a stub that only tells what to install. */
function systemChromium() {
  const candidates = [
    ...NAMES.map((name) => findProgram(name)),
    ...PLACES.filter((path) => existsSync(path)),
  ];
  const starts = (/** @type {string | null} */ path) =>
    path !== null && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
  return candidates.find(starts) ?? null;
}

/** Why Debian's package could not be installed; null if it was. */
function installChromium() {
  if (findProgram('apt-get') === null) return 'this is no Debian to install it on';
  const isRoot = process.getuid?.() === 0;
  const maySudo = !isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!isRoot && !maySudo) return 'installing it needs root: apt-get install chromium';
  console.log('Installing chromium (apt-get) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ ...args) => {
    const [command = '', ...rest] = [...(isRoot ? [] : ['sudo', '-n', '-E']), 'apt-get', '-q', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 2, 2], env }).status === 0;
  };
  apt('update');
  return apt('install', '-y', 'chromium') ? null : 'apt-get could not install it';
}
