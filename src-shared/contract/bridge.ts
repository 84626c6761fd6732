import type { EngineEvent } from './events.ts';

/** An answer as it crosses Electron's IPC and HTTP alike: errors are data, since neither carries an Error's fields. */
export type CallAnswer =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly failure: { readonly code: string; readonly message: string } };

/** What the preload puts at `window.onset` in the desktop window. A browser has none and uses HTTP and a WebSocket. */
export interface DesktopBridge {
  call(name: string, input: unknown): Promise<CallAnswer>;
  /** Returns the function that ends the subscription. */
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** The system's own dialog; null if the user gave up. */
  pickPath(kind: 'folder' | 'file' | 'new-folder'): Promise<string | null>;
}

/** Channel names of Electron's IPC. */
export const CHANNELS = { call: 'onset:call', event: 'onset:event', pickPath: 'onset:pick-path' } as const;

/** HTTP paths of the headless host. */
export const PATHS = { call: '/api/call', events: '/api/events' } as const;
