import { afterAll, expect, it, vi } from 'vitest';
import type { FromFrameWorker, ToFrameWorker } from '#renderer/client/frame-messages.ts';
import type { EngineEvent } from '#renderer/client/index.ts';
import { clipId } from '#shared/domain/ids.ts';
import { listenToEngine } from './events.ts';
import { openFrames, usePlayer } from './player.ts';

// Stands for the host.
const host = vi.hoisted(() => {
  const listeners: ((event: unknown) => void)[] = [];
  const bridge = {
    onEvent: (listener: (event: unknown) => void) => {
      listeners.push(listener);
      return () => {};
    },
    pickPath: () => Promise.resolve(null),
    call: () => Promise.resolve({ ok: false, failure: { code: 'internal', message: 'Not now.' } }),
  };
  Object.assign(globalThis, { window: { onset: bridge, addEventListener: () => {} } });
  const tell = (event: EngineEvent) => {
    for (const listener of listeners) listener(event);
  };
  return { tell };
});

/** Decodes nothing: each frame shows that it failed. */
class FailingWorker {
  onmessage: ((event: { data: FromFrameWorker }) => void) | null = null;
  postMessage(message: ToFrameWorker): void {
    if (message.kind !== 'load') return;
    queueMicrotask(() =>
      this.onmessage?.({ data: { kind: 'unreachable', id: message.id, reason: 'no host' } }),
    );
  }
}
vi.stubGlobal('Worker', FailingWorker);
vi.stubGlobal('requestAnimationFrame', (callback: (nowMs: number) => void) => setTimeout(callback, 0, 0));
afterAll(() => vi.unstubAllGlobals());

it('asks once more for a frame that shows its failure, after the engine was started anew', async () => {
  listenToEngine();
  const media = { contentHash: 'abc', mediaKey: 'faces' };
  openFrames({ clipId: clipId.parse(1), ...media, frameCount: 10, fps: 100, timestampsMs: null }, 4);
  await vi.waitFor(() => expect(usePlayer.getState().shown).toMatchObject({ index: 4, frame: null }));
  const failed = usePlayer.getState().shown;
  host.tell({ type: 'engine-restarted' });
  await vi.waitFor(() => expect(usePlayer.getState().shown).not.toBe(failed));
  expect(usePlayer.getState().shown).toMatchObject({ index: 4 });
});
