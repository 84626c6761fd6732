import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { fromFailure, OnsetError } from '#shared/base/errors.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { FrameReply, FrameRequest } from '#shared/contract/frames.ts';
import {
  type ClientMessage,
  createPacketDecoder,
  encodePacket,
  engineMessage,
} from '#shared/contract/wire.ts';

interface Waiting {
  readonly resolve: (answer: { output: unknown } | { frame: FrameReply }) => void;
  readonly reject: (error: Error) => void;
}

/** One engine process, as the shell talks to it over the pipe. */
export interface EngineLink {
  call(name: string, input: unknown): Promise<unknown>;
  frame(request: FrameRequest): Promise<FrameReply>;
  /** Rejects everything still waited for, and all that is asked later: the engine is gone. */
  fail(reason: string): void;
}

const answered = z.object({ output: z.unknown() });

export function createEngineLink(pipe: Duplex, onEvent: (event: EngineEvent) => void): EngineLink {
  const waiting = new Map<number, Waiting>();
  const decode = createPacketDecoder();
  let lastId = 0;
  let gone: string | null = null;

  const settle = (json: unknown, bytes: Uint8Array) => {
    const message = engineMessage.parse(json);
    if (message.kind === 'event') return onEvent(message.event);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'failure') return asked?.reject(fromFailure(message.failure));
    if (message.kind === 'frame') return asked?.resolve({ frame: { ...message.header, bytes } });
    return asked?.resolve({ output: message.output });
  };
  pipe.on('data', (chunk: Uint8Array) => {
    for (const { json, bytes } of decode(chunk)) settle(json, bytes);
  });
  // A broken pipe means the engine died: its exit event says so.
  pipe.on('error', () => {});

  const ask = (message: (id: number) => ClientMessage) =>
    new Promise<{ output: unknown } | { frame: FrameReply }>((resolve, reject) => {
      if (gone !== null) return reject(new OnsetError('internal', gone));
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      pipe.write(encodePacket(message(id)));
    });

  return {
    call: async (name, input) =>
      answered.parse(await ask((id) => ({ kind: 'call', id, name, input }))).output,
    frame: async (request) => {
      const answer = await ask((id) => ({ kind: 'frame', id, request }));
      if ('frame' in answer) return answer.frame;
      throw new OnsetError('internal', 'The engine answered a frame with something else.');
    },
    fail: (reason) => {
      gone = reason;
      for (const { reject } of waiting.values()) reject(new OnsetError('internal', reason));
      waiting.clear();
    },
  };
}
