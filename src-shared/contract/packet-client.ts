import { fromFailure, OnsetError } from '#shared/base/errors.ts';
import type { EngineEvent } from './events.ts';
import type { FrameReply, FrameRequest } from './frames.ts';
import { type ClientMessage, createPacketDecoder, encodePacket, engineMessage } from './wire.ts';

/** A client's end of the line to an engine in another process, whatever carries the bytes. */
export interface PacketClient {
  /** Rejects with an OnsetError; the output is still to be parsed. */
  call(name: string, input: unknown): Promise<unknown>;
  frame(request: FrameRequest): Promise<FrameReply>;
  /** Bytes that came in. Throws on what no engine says: the line is of no use then. */
  take(chunk: Uint8Array): void;
  /** Rejects everything still waited for, and all that is asked later: the engine is gone. */
  fail(error: OnsetError): void;
}

type Answer = { readonly output: unknown } | { readonly frame: FrameReply };
interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: OnsetError) => void;
}

export function createPacketClient(
  write: (packet: Uint8Array) => void,
  onEvent: (event: EngineEvent) => void,
): PacketClient {
  const waiting = new Map<number, Waiting>();
  const decode = createPacketDecoder();
  let lastId = 0;
  let gone: OnsetError | null = null;

  const settle = (json: unknown, bytes: Uint8Array) => {
    const message = engineMessage.parse(json);
    if (message.kind === 'event') return onEvent(message.event);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'failure') return asked?.reject(fromFailure(message.failure));
    if (message.kind === 'frame') return asked?.resolve({ frame: { ...message.header, bytes } });
    return asked?.resolve({ output: message.output });
  };
  const ask = (message: (id: number) => ClientMessage) =>
    new Promise<Answer>((resolve, reject) => {
      if (gone !== null) return reject(gone);
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      write(encodePacket(message(id)));
    });
  return {
    call: async (name, input) => {
      const answer = await ask((id) => ({ kind: 'call', id, name, input }));
      if ('output' in answer) return answer.output;
      throw new OnsetError('internal', `The engine answered ${name} with a frame.`);
    },
    frame: async (request) => {
      const answer = await ask((id) => ({ kind: 'frame', id, request }));
      if ('frame' in answer) return answer.frame;
      throw new OnsetError('internal', 'The engine answered a frame with something else.');
    },
    take: (chunk) => {
      for (const { json, bytes } of decode(chunk)) settle(json, bytes);
    },
    fail: (error) => {
      gone = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}
