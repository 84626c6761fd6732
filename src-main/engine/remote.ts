import type { Socket } from 'node:net';
import { OnsetError } from '#shared/base/errors.ts';
import type { Caller } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { createPacketClient } from '#shared/contract/packet-client.ts';
import { parseOutput } from './parse.ts';
import { dial, findHolder, type Holder } from './projects/holder.ts';

/** The engine that has the project in `dir` open; null if none has (what a crashed one left does not count). */
export function findRunningEngine(dir: string): Promise<Holder | null> {
  return findHolder(dir);
}

/** An engine in another process, as its client has it. */
export interface RemoteEngine {
  readonly call: Caller;
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** Resolves once the line is gone: closed here, or the engine ended. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** Throws OnsetError `busy` if the engine went away in between. */
export async function connectToEngine(holder: Holder): Promise<RemoteEngine> {
  const socket = await dial(holder.socket);
  if (socket === null)
    throw new OnsetError(
      'busy',
      `The Onset that has the project open (process ${holder.pid}) does not answer.`,
    );
  return createRemoteEngine(socket);
}

/** The engine at the other end of `socket`. */
export function createRemoteEngine(socket: Socket): RemoteEngine {
  const listeners = new Set<(event: EngineEvent) => void>();
  const client = createPacketClient(
    (packet) => void socket.write(packet),
    (event) => {
      for (const listener of listeners) listener(event);
    },
  );
  socket.on('data', (chunk: Uint8Array) => {
    try {
      client.take(chunk);
    } catch (error) {
      console.error('The engine sent what is no message:', error);
      socket.destroy();
    }
  });
  // A broken line: its close follows.
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  void ended.then(() =>
    client.fail(new OnsetError('internal', 'The Onset that has the project open ended before it answered.')),
  );
  return {
    call: async (name, input) => {
      if (socket.destroyed) throw new OnsetError('busy', 'The Onset that had the project open is gone.');
      return parseOutput(name, await client.call(name, input));
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ended,
    close: () => {
      socket.destroySoon();
      return ended;
    },
  };
}
