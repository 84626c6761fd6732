import { type App, BrowserWindow, type Session, session } from 'electron';
import { CHANNELS } from '#shared/contract/bridge.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { APP_ORIGIN } from './protocol.ts';

const MIN_WIDTH_PX = 1024;
const MIN_HEIGHT_PX = 640;

/** The one window: sandboxed, isolated, and nowhere to go but the workbench. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: MIN_WIDTH_PX,
    minHeight: MIN_HEIGHT_PX,
    title: 'Onset',
    backgroundColor: '#1a1b1e',
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

export function sendEvent(event: EngineEvent): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(CHANNELS.event, event);
  }
}

/** No navigation, no new windows, no web views, for every page the program ever makes. */
export function denyLeaving(app: App): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Camera, microphone, location, notifications …: the workbench needs none. */
export function denyPermissions(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_, __, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
}
