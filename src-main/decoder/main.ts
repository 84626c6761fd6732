import { toFailure } from '#shared/base/errors.ts';
import { type DecoderEvent, type DecoderRequest, decoderRequest } from '#shared/contract/children.ts';
import { fullImage, setUpSharp, thumbnail } from './image.ts';
import { writePack } from './pack.ts';

/** Child entry: decodes images and packs frames for the engine, over Node's IPC, until the engine's end closes. */
const REPORT_INTERVAL_MS = 50;

const packing = new Map<number, AbortController>();

function answer(event: DecoderEvent): void {
  process.send?.(event);
}

async function handle(request: DecoderRequest): Promise<void> {
  const { id } = request;
  try {
    if (request.type === 'cancel') packing.get(id)?.abort();
    else if (request.type === 'image') await image(request);
    else await pack(request);
  } catch (error) {
    answer({ type: 'failed', id, failure: toFailure(error) });
  }
}

async function image({ id, file, size }: DecoderRequest & { type: 'image' }): Promise<void> {
  const { mimeType, bytes } = await (size === 'full' ? fullImage(file) : thumbnail(file));
  answer({ type: 'image', id, mimeType, bytes: new Uint8Array(bytes) });
}

async function pack(request: DecoderRequest & { type: 'pack' }): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  packing.set(id, controller);
  try {
    let reportedMs = Number.NEGATIVE_INFINITY;
    const unreadable = await writePack(request, controller.signal, (done, total) => {
      const nowMs = performance.now();
      if (nowMs - reportedMs < REPORT_INTERVAL_MS) return;
      reportedMs = nowMs;
      answer({ type: 'progress', id, done, total });
    });
    answer({ type: 'packed', id, unreadable });
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    answer({ type: 'cancelled', id });
  } finally {
    packing.delete(id);
  }
}

setUpSharp();
process.on('message', (message) => void handle(decoderRequest.parse(message)));
// The engine ended or died: nobody is left to decode for.
process.on('disconnect', () => process.exit(0));
