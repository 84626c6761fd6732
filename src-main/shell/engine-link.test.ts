import { Duplex } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { frameRequest } from '#shared/contract/frames.ts';
import { createEngineLink } from './engine-link.ts';

test('once the engine is gone, what waits and what is asked later is refused, never left waiting', async () => {
  const silent = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  const link = createEngineLink(silent, () => {});
  const waiting = link.call('app.info', {});
  link.fail(new OnsetError('internal', 'The engine stopped.'));
  await expect(waiting).rejects.toThrow('The engine stopped.');
  await expect(link.call('app.info', {})).rejects.toThrow('The engine stopped.');
  const frame = frameRequest.parse({ clipId: 1, index: 0, size: 'full' });
  await expect(link.frame(frame)).rejects.toThrow('The engine stopped.');
});

test('what no engine says ends the pipe, not the shell', async () => {
  const babbling = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  createEngineLink(babbling, () => {});
  const closed = new Promise((resolve) => babbling.once('close', resolve));
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  babbling.push(new Uint8Array(16).fill(255));
  await closed;
  expect(said).toHaveBeenCalledWith('The engine sent what is no message:', expect.anything());
  said.mockRestore();
});
