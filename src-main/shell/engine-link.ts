import type { Duplex } from 'node:stream';
import type { EngineEvent } from '#shared/contract/events.ts';
import { createPacketClient, type PacketClient } from '#shared/contract/packet-client.ts';

/** One engine process, as the shell talks to it over the pipe. */
export type EngineLink = Omit<PacketClient, 'take'>;

export function createEngineLink(pipe: Duplex, onEvent: (event: EngineEvent) => void): EngineLink {
  const client = createPacketClient((packet) => void pipe.write(packet), onEvent);
  pipe.on('data', (chunk: Uint8Array) => {
    try {
      client.take(chunk);
    } catch (error) {
      // Without its pipe the engine ends, and its exit event says so.
      console.error('The engine sent what is no message:', error);
      pipe.destroy();
    }
  });
  // A broken pipe means the engine died: its exit event says so.
  pipe.on('error', () => {});
  return client;
}
