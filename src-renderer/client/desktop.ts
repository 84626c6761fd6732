import type { DesktopBridge } from '#shared/contract/bridge.ts';
import type { Adapter } from './adapter.ts';

declare global {
  interface Window {
    /** Put there by the preload of the desktop window; a browser has none. */
    readonly onset?: DesktopBridge;
  }
}

/** The shell restarts the engine itself and says so by an event, so the bridge never counts as lost. */
export function createDesktopAdapter(bridge: DesktopBridge): Adapter {
  return {
    call: (name, input) => bridge.call(name, input),
    onEvent: (listener) => bridge.onEvent(listener),
    onConnection: () => () => undefined,
    pickPath: (kind) => bridge.pickPath(kind),
  };
}
