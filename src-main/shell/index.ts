import { join } from 'node:path';
import { app, dialog } from 'electron';
import { answerCalls } from './ipc.ts';
import { setMenu } from './menu.ts';
import { createPages } from './pages.ts';
import { appPaths, missingPart } from './paths.ts';
import { declareScheme, servePages } from './protocol.ts';
import { type Supervisor, superviseEngine } from './supervisor.ts';
import { denyLeaving, denyPermissions, openWindow, sendEvent } from './window.ts';

const configDir = process.env['ONSET_CONFIG_DIR'];
if (configDir !== undefined) app.setPath('userData', join(configDir, 'electron'));

declareScheme();
denyLeaving(app);
// One desktop program a user; a second start brings the first one's window to the front.
if (app.requestSingleInstanceLock()) app.whenReady().then(run, fail);
else app.quit();

async function run(): Promise<void> {
  const paths = appPaths(app.getAppPath());
  const missing = missingPart(paths);
  if (missing !== null) return fail(new Error(missing));

  denyPermissions();
  setMenu();
  const supervisor = superviseEngine({ node: paths.node, entry: paths.engine, onEvent: sendEvent });
  stopWithApp(supervisor);
  servePages(createPages(paths.renderer, (request) => supervisor.frame(request)));
  answerCalls(supervisor);
  await openNamedProject(supervisor);

  const window = openWindow(paths.preload);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
}

/** `--project=DIR`: a failure is the chooser's to show, since the window opens without the project. */
async function openNamedProject(supervisor: Supervisor): Promise<void> {
  const dir = app.commandLine.getSwitchValue('project');
  if (dir === '') return;
  await supervisor.call('projects.open', { dir }).catch((error: unknown) => console.error(error));
}

/** Quitting waits for the engine, which closes the catalog cleanly. */
function stopWithApp(supervisor: Supervisor): void {
  let stopped = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void supervisor.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}

function fail(error: unknown): void {
  dialog.showErrorBox('Onset cannot start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
