import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS, type DesktopBridge } from '#shared/contract/bridge.ts';

/** All the page gets of the desktop: calls, events and the system's path dialog. Answers are parsed in the page's client. */
const bridge: DesktopBridge = {
  call: (name, input) => ipcRenderer.invoke(CHANNELS.call, name, input),
  onEvent: (listener) => {
    const forward = (_: unknown, event: Parameters<typeof listener>[0]) => listener(event);
    ipcRenderer.on(CHANNELS.event, forward);
    return () => ipcRenderer.removeListener(CHANNELS.event, forward);
  },
  pickPath: (kind) => ipcRenderer.invoke(CHANNELS.pickPath, kind),
};

contextBridge.exposeInMainWorld('onset', bridge);
