import { createFrameCache } from './frame-cache.ts';
import type { FromFrameWorker, ToFrameWorker } from './frame-messages.ts';

// Entry of a worker: fetching and decoding cost the window nothing while somebody scrubs.

/** Frames as they came take a tenth of their pixels: one that was seen need not come again. */
const KEPT_BYTES = 64 * 1024 * 1024;

const kept = createFrameCache<{ readonly header: string; readonly image: Blob }>({
  maxBytes: KEPT_BYTES,
  bytesOf: ({ image }) => image.size,
  release: () => undefined,
});
const underWay = new Map<number, AbortController>();

const tell = (message: FromFrameWorker, transfer: Transferable[] = []) =>
  self.postMessage(message, { transfer });

self.onmessage = ({ data }: MessageEvent<ToFrameWorker>) => {
  if (data.kind === 'load') void load(data);
  else if (data.kind === 'stop') underWay.get(data.id)?.abort();
  else kept.forget(data.key);
};

async function load({ id, path, key, headerName }: Extract<ToFrameWorker, { kind: 'load' }>) {
  const controller = new AbortController();
  underWay.set(id, controller);
  try {
    let came = kept.get(key);
    if (came === undefined) {
      const response = await fetch(path, { signal: controller.signal });
      if (!response.ok) {
        tell({ kind: 'refused', id, status: response.status, body: await response.text() });
        return;
      }
      came = { header: response.headers.get(headerName) ?? 'null', image: await response.blob() };
    }
    const bitmap = await createImageBitmap(came.image).catch(() => null);
    if (bitmap === null) {
      tell({ kind: 'undecodable', id });
      return;
    }
    // Stopped as the project was closed, it may be another's.
    if (!controller.signal.aborted) kept.put(key, came);
    tell({ kind: 'frame', id, header: came.header, bitmap }, [bitmap]);
  } catch (error) {
    tell({ kind: 'unreachable', id, reason: error instanceof Error ? error.message : String(error) });
  } finally {
    underWay.delete(id);
  }
}
