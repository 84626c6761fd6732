import { expect, test } from 'vitest';
import { chooseHost, findElectron, hasDisplay } from './electron.mjs';

const electron = { path: '/opt/electron' };
const noElectron = { path: null, why: 'the Electron program is not on this machine' };

test.each([
  ['a window', { asked: null, electron, display: true }, { host: 'window', path: '/opt/electron' }],
  [
    'asked for',
    { asked: '--headless' as const, electron, display: true },
    { host: 'serve', why: '--headless was asked for' },
  ],
  [
    'asked for by a port alone',
    { asked: '--port' as const, electron, display: true },
    { host: 'serve', why: '--port was asked for' },
  ],
  [
    'no program',
    { asked: null, electron: noElectron, display: true },
    { host: 'serve', why: noElectron.why },
  ],
])('host: %s', (_, found, chosen) => {
  expect(chooseHost(found)).toEqual(chosen);
});

test('without a display the reason is the display, whether the program is there or not', () => {
  for (const program of [electron, noElectron]) {
    expect(chooseHost({ asked: null, electron: program, display: false })).toEqual({
      host: 'serve',
      why: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)',
    });
  }
});

test('only Linux can be without a display, and an empty DISPLAY is none', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
});

test('ELECTRON_EXEC_PATH goes first, and one that names nothing says so', () => {
  expect(findElectron({ ELECTRON_EXEC_PATH: process.execPath })).toEqual({ path: process.execPath });
  expect(findElectron({ ELECTRON_EXEC_PATH: '/not/there' })).toEqual({
    path: null,
    why: 'ELECTRON_EXEC_PATH names /not/there, which is not there',
  });
});
