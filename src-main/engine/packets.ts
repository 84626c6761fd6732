import type { Duplex } from 'node:stream';
import { toFailure } from '#shared/base/errors.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { FrameReply, FrameRequest } from '#shared/contract/frames.ts';
import {
  type ClientMessage,
  clientMessage,
  createPacketDecoder,
  type EngineMessage,
  encodePacket,
} from '#shared/contract/wire.ts';

/** What a client in another process reaches of an engine. */
export interface PacketTarget {
  callUntyped(name: string, input: unknown): Promise<unknown>;
  frame(request: FrameRequest): Promise<FrameReply>;
  onEvent(listener: (event: EngineEvent) => void): () => void;
}

/** A client that lets this much pile up no longer reads: it is let go, before its backlog fills the memory. */
const MAX_BACKLOG_BYTES = 512 * 1024 * 1024;

/** Answers the calls that come in over `stream` and tells it the engine's events, until it closes. */
export function servePackets(engine: PacketTarget, stream: Duplex): void {
  const decode = createPacketDecoder();
  const send = (message: EngineMessage, bytes?: Uint8Array) => {
    if (!stream.writable) return;
    if (stream.writableLength > MAX_BACKLOG_BYTES) stream.destroy();
    else stream.write(encodePacket(message, bytes));
  };
  const stopEvents = engine.onEvent((event) => send({ kind: 'event', event }));

  const answer = async (message: ClientMessage): Promise<void> => {
    const { id } = message;
    try {
      if (message.kind === 'call')
        return send({ kind: 'answer', id, output: await engine.callUntyped(message.name, message.input) });
      const { bytes, ...header } = await engine.frame(message.request);
      return send({ kind: 'frame', id, header }, bytes);
    } catch (error) {
      return send({ kind: 'failure', id, failure: toFailure(error) });
    }
  };

  stream.on('data', (chunk: Uint8Array) => {
    try {
      for (const { json } of decode(chunk)) void answer(clientMessage.parse(json));
    } catch (error) {
      // Whoever speaks something else is no client of ours.
      console.error('A client sent what is no message:', error);
      stream.destroy();
    }
  });
  // A broken pipe: its close follows.
  stream.on('error', () => {});
  stream.on('close', stopEvents);
}
