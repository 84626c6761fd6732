import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPacketDecoder, encodePacket } from './wire.ts';

const packet = fc.record({
  json: fc.jsonValue({ noUnicodeString: false }),
  bytes: fc.uint8Array({ maxLength: 300 }),
});

describe('packets', () => {
  test('come back whole and in order, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(packet, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        (sent, sizes) => {
          const stream = Buffer.concat(sent.map(({ json, bytes }) => encodePacket(json, bytes)));
          const decode = createPacketDecoder();
          const received = [];
          for (let at = 0, i = 0; at < stream.length; i++) {
            const size = sizes[i % sizes.length] ?? 1;
            received.push(...decode(new Uint8Array(stream.subarray(at, at + size))));
            at += size;
          }
          expect(received).toEqual(
            sent.map(({ json, bytes }) => ({ json: JSON.parse(JSON.stringify(json)), bytes })),
          );
        },
      ),
    );
  });

  test('a length no message has is refused, not waited for', () => {
    const decode = createPacketDecoder();
    expect(() => decode(new TextEncoder().encode('GET / HTTP/1.1'))).toThrow(/length is impossible/);
  });
});
