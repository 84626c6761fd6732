import type { Socket } from 'node:net';
import { fromFailure, OnsetError } from '#shared/base/errors.ts';
import type { Caller, CallName } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import {
  createPacketDecoder,
  type EngineMessage,
  encodePacket,
  engineMessage,
} from '#shared/contract/wire.ts';
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

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: OnsetError) => void;
}

/** The engine at the other end of `socket`. */
export function createRemoteEngine(socket: Socket): RemoteEngine {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: EngineEvent) => void>();
  let lastId = 0;

  const take = (message: EngineMessage) => {
    if (message.kind === 'event') {
      for (const listener of listeners) listener(message.event);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'failure') asked?.reject(fromFailure(message.failure));
    if (message.kind === 'answer') asked?.resolve(message.output);
  };
  const decode = createPacketDecoder();
  socket.on('data', (chunk: Uint8Array) => {
    try {
      for (const { json } of decode(chunk)) take(engineMessage.parse(json));
    } catch (error) {
      console.error('The engine sent what is no message:', error);
      socket.destroy();
    }
  });
  // A broken line: its close follows.
  socket.on('error', () => {});
  socket.once('close', () => {
    for (const { reject } of waiting.values())
      reject(new OnsetError('internal', 'The Onset that has the project open ended before it answered.'));
    waiting.clear();
  });

  const ask = (name: CallName, input: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (socket.destroyed) throw new OnsetError('busy', 'The Onset that had the project open is gone.');
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      socket.write(encodePacket({ kind: 'call', id, name, input }));
    });
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    call: async (name, input) => parseOutput(name, await ask(name, input)),
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
