import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { frameRequest } from '#shared/contract/frames.ts';
import { createEngineLink } from './engine-link.ts';

test('once the engine is gone, what waits and what is asked later is refused, never left waiting', async () => {
  const silent = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  const link = createEngineLink(silent, () => {});
  const waiting = link.call('app.info', {});
  link.fail('The engine stopped.');
  await expect(waiting).rejects.toThrow('The engine stopped.');
  await expect(link.call('app.info', {})).rejects.toThrow('The engine stopped.');
  const frame = frameRequest.parse({ clipId: 1, index: 0, size: 'full' });
  await expect(link.frame(frame)).rejects.toThrow('The engine stopped.');
});
