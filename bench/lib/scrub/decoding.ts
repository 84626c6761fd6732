import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { askDecoder } from '#main/media/ask-decoder.ts';
import { median } from '../demo-table.ts';

const run = promisify(execFile);
const RUNS = 5;

/** Frames a second of our decoder, which also hashes the file and tells each frame's time, and of `ffmpeg -f null`: the medians of runs in turn. */
export interface Decoding {
  readonly ours: number;
  readonly ffmpeg: number;
}

export async function measureDecoding(file: string): Promise<Decoding> {
  const ours: number[] = [];
  const theirs: number[] = [];
  let frames = 0;
  for (let turn = 0; turn < RUNS; turn++) {
    const startedMs = performance.now();
    frames = await decodeAll(file);
    const betweenMs = performance.now();
    await run('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-']);
    ours.push(betweenMs - startedMs);
    theirs.push(performance.now() - betweenMs);
  }
  const perSecond = (timesMs: readonly number[]) => (frames / median(timesMs)) * 1000;
  return { ours: perSecond(ours), ffmpeg: perSecond(theirs) };
}

async function decodeAll(file: string): Promise<number> {
  const task = { signal: new AbortController().signal, report: () => {} };
  const probe = await askDecoder(
    { type: 'probe', file },
    (event) => (event.type === 'probed' ? event.probe : undefined),
    task,
  );
  return probe.frameCount;
}
