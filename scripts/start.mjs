/** `npm start`: opens the workbench in a window of its own, or serves it to the browser and says why. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseHost, findElectron, hasDisplay } from './lib/electron.mjs';
import { inRoot, pinnedNode, root, userCwd } from './lib/paths.mjs';
import { runInPlace } from './lib/run.mjs';
import { ensureSetUp, runScript } from './lib/steps.mjs';

const USAGE = 'npm start -- [--headless] [--port N] [--project DIR]';
/** What a shell and a dynamic linker answer when a program cannot be loaded. */
const CANNOT_BE_LOADED = 127;

await runScript(async () => {
  const options = parseOptions();
  if (options === null) return 2;
  await ensureSetUp({ stream: process.stderr });
  const asked = options.headless ? '--headless' : options.port === undefined ? null : '--port';
  const chosen = chooseHost({ asked, electron: findElectron(), display: hasDisplay() });
  if (chosen.host === 'serve') return serve(options, chosen.why, asked !== null);
  const code = await openWindow(chosen.path, options);
  return code === CANNOT_BE_LOADED ? serve(options, 'Electron cannot be loaded here (see above)') : code;
});

function parseOptions() {
  try {
    const { values } = parseArgs({
      options: {
        headless: { type: 'boolean', default: false },
        port: { type: 'string' },
        project: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    console.error(`${error.message}\nUsage: ${USAGE}`);
    return null;
  }
}

/** @param {{ port?: string, project?: string }} options @param {string} why @param {boolean} isWish it was asked for: the page need not say why */
function serve({ port, project }, why, isWish = false) {
  console.log(`Serving the workbench to the browser, since ${why}.`);
  const args = [
    'serve',
    ...(isWish ? [] : ['--why', why]),
    ...(port === undefined ? [] : ['--port', port]),
    ...(project === undefined ? [] : ['--project', project]),
  ];
  return runInPlace(pinnedNode, [inRoot('out/node/cli.js'), ...args], { cwd: userCwd() });
}

/** @param {string} electron @param {{ project?: string }} options */
function openWindow(electron, { project }) {
  // Chromium's sandbox refuses to run as root.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const args = [
    root,
    ...(isRoot ? ['--no-sandbox'] : []),
    ...(project === undefined ? [] : [`--project=${resolve(userCwd(), project)}`]),
  ];
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return runInPlace(electron, args, { cwd: root, env });
}
