import { toFailure } from '#shared/base/errors.ts';
import { type DecoderEvent, type DecoderRequest, decoderRequest } from '#shared/contract/children.ts';
import { fillChunk } from './fill.ts';
import { measureFlow } from './flow-field.ts';
import { shownFrame, thumbnail } from './frames.ts';
import { setUpSharp } from './image.ts';
import { measureMotion } from './motion.ts';
import { writePack } from './pack.ts';
import { pixelsOf } from './pixels.ts';
import { shrink } from './shrink.ts';
import { probeVideo } from './video/probe.ts';
import { writeFrames } from './write.ts';

/** Child entry: decodes frames, alone and in packs and chunks, for the engine, over Node's IPC, until the engine's end closes. */
const REPORT_INTERVAL_MS = 50;

const underWay = new Map<number, AbortController>();

/** What work on a request is given. */
interface Work {
  readonly signal: AbortSignal;
  report(done: number, total: number): void;
  /** What is told before the answer. */
  tell(event: DecoderEvent): void;
}

function send(event: DecoderEvent): void {
  process.send?.(event);
}

async function handle(request: DecoderRequest): Promise<void> {
  const { id } = request;
  if (request.type === 'cancel') {
    underWay.get(id)?.abort();
    return;
  }
  const controller = new AbortController();
  underWay.set(id, controller);
  try {
    send(await answer(request, { signal: controller.signal, report: reporter(id), tell: send }));
  } catch (error) {
    if (controller.signal.aborted) send({ type: 'cancelled', id });
    else send({ type: 'failed', id, failure: toFailure(error) });
  } finally {
    underWay.delete(id);
  }
}

/** Tells progress, not too often. */
function reporter(id: number): Work['report'] {
  let reportedMs = Number.NEGATIVE_INFINITY;
  return (done, total) => {
    const nowMs = performance.now();
    if (nowMs - reportedMs < REPORT_INTERVAL_MS) return;
    reportedMs = nowMs;
    send({ type: 'progress', id, done, total });
  };
}

async function answer(
  request: Exclude<DecoderRequest, { type: 'cancel' }>,
  work: Work,
): Promise<DecoderEvent> {
  const { id } = request;
  switch (request.type) {
    case 'image': {
      const { mimeType, bytes } = await (request.size === 'full' ? shownFrame : thumbnail)(request.place);
      return { type: 'image', id, mimeType, bytes: new Uint8Array(bytes) };
    }
    case 'shrink': {
      const { mimeType, bytes } = await shrink(request.bytes);
      return { type: 'image', id, mimeType, bytes: new Uint8Array(bytes) };
    }
    case 'probe':
      return { type: 'probed', id, probe: await probeVideo(request.file, work.signal, work.report) };
    case 'pack':
      return { type: 'packed', id, unreadable: await writePack(request, work.signal, work.report) };
    case 'fill':
      return { type: 'filled', id, unreadable: await fillChunk(request, work.signal, work.report) };
    case 'write':
      return { type: 'written', id, unreadable: await writeFrames(request, work.signal, work.report) };
    case 'pixels': {
      const { rgb, ...size } = await pixelsOf(request.place);
      return { type: 'pixels', id, ...size, rgb: new Uint8Array(rgb) };
    }
    case 'motion': {
      const { places, reference } = request;
      return { type: 'motion', id, energy: await measureMotion(places, reference, work.signal, work.report) };
    }
    case 'flow':
      return { type: 'flow', id, field: await measureFlow(request.from, request.to) };
  }
}

setUpSharp();
process.on('message', (message) => void handle(decoderRequest.parse(message)));
// The engine ended or died: nobody is left to decode for.
process.on('disconnect', () => process.exit(0));
