import { Menu } from 'electron';

/** macOS needs a menu for copy, paste and quit; elsewhere the window has none, and keys stay the workbench's. */
export function setMenu(): void {
  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    isMac
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
