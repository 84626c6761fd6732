import type { CallAnswer } from '#shared/contract/bridge.ts';

/** One way to the engine: the desktop's bridge, or HTTP and a WebSocket. */
export interface Adapter {
  call(name: string, input: unknown): Promise<CallAnswer>;
  /** `listener` gets events as they came, unparsed. Returns the function that ends the subscription. */
  onEvent(listener: (event: unknown) => void): () => void;
  /** Told `false` when the engine cannot be heard any more, `true` when it can again. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** The system's own dialog; null where there is none (in a browser). */
  readonly pickPath: ((kind: PathKind) => Promise<string | null>) | null;
}

export type PathKind = 'folder' | 'file' | 'new-folder';
