import { z } from 'zod';
import { FAILURE_CODES } from '#shared/base/errors.ts';
import { engineEvent } from './events.ts';
import { frameHeader, frameRequest } from './frames.ts';

/**
 * Messages between an engine and a client in another process (the shell's pipe, the command line's socket):
 * each one is a length-prefixed JSON part and a length-prefixed binary part, which only frames have.
 */
const failure = z.object({ code: z.enum(FAILURE_CODES), message: z.string() });

export const clientMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id: z.number().int(), name: z.string(), input: z.unknown() }),
  z.strictObject({ kind: z.literal('frame'), id: z.number().int(), request: frameRequest }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;

export const engineMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.number().int(), output: z.unknown() }),
  z.object({ kind: z.literal('frame'), id: z.number().int(), header: frameHeader }),
  z.object({ kind: z.literal('failure'), id: z.number().int(), failure }),
  z.object({ kind: z.literal('event'), event: engineEvent }),
]);
export type EngineMessage = z.infer<typeof engineMessage>;

export interface Packet {
  readonly json: unknown;
  readonly bytes: Uint8Array;
}

const PREFIX_BYTES = 8;
/** No honest message comes near: what claims more is not ours. */
const MAX_PART_BYTES = 256 * 1024 * 1024;

export function encodePacket(json: unknown, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const packet = new Uint8Array(PREFIX_BYTES + text.length + bytes.length);
  const view = new DataView(packet.buffer);
  view.setUint32(0, text.length);
  view.setUint32(4, bytes.length);
  packet.set(text, PREFIX_BYTES);
  packet.set(bytes, PREFIX_BYTES + text.length);
  return packet;
}

/** Collects chunks of a stream and gives back the packets that are complete. Throws on a length no message of ours has. */
export function createPacketDecoder(): (chunk: Uint8Array) => Packet[] {
  let chunks: Uint8Array[] = [];
  let held = 0;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    const packets: Packet[] = [];
    for (;;) {
      const packet = takePacket(chunks, held);
      if (packet === null) return packets;
      packets.push(packet.packet);
      chunks = packet.rest.length > 0 ? [packet.rest] : [];
      held = packet.rest.length;
    }
  };
}

function takePacket(
  chunks: readonly Uint8Array[],
  held: number,
): { packet: Packet; rest: Uint8Array } | null {
  if (held < PREFIX_BYTES) return null;
  const prefix = concat(chunks, PREFIX_BYTES);
  const view = new DataView(prefix.buffer);
  const jsonBytes = view.getUint32(0);
  const binaryBytes = view.getUint32(4);
  if (jsonBytes > MAX_PART_BYTES || binaryBytes > MAX_PART_BYTES)
    throw new Error('Not a message of the engine: its length is impossible.');
  const size = PREFIX_BYTES + jsonBytes + binaryBytes;
  if (held < size) return null;
  const all = concat(chunks, held);
  const json: unknown = JSON.parse(
    new TextDecoder().decode(all.subarray(PREFIX_BYTES, PREFIX_BYTES + jsonBytes)),
  );
  return { packet: { json, bytes: all.slice(PREFIX_BYTES + jsonBytes, size) }, rest: all.slice(size) };
}

/** The first `size` bytes of the chunks, or fewer if there are fewer. */
function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    if (at >= size) break;
    out.set(chunk.subarray(0, size - at), at);
    at += Math.min(chunk.length, size - at);
  }
  return out;
}
