import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCnnLstm } from '#main/learning/models/description.ts';
import { initialWeights } from '#main/learning/models/initial-weights.ts';
import { createRandom } from '#shared/base/random.ts';

/** The model and the sizes of the peers' scripts. */
export const PEER = { clips: 256, framesPerClip: 16, imageSize: 64, batchSize: 16, learningRate: 1e-3 };

export const PEER_MODEL = describeCnnLstm(
  {
    ...{ convFilters: [16, 32], kernelSize: 3, denseUnits: 64, lstmUnits: 64 },
    ...{ lstmLayers: 1, bidirectional: false, dropout: 0 },
  },
  { ...PEER, representation: 'grey', lengths: 'resample' },
  { task: 'intensity' },
);

/** Floats as the peers' scripts keep them: clips, their targets, weights to start from. */
const FILES = { x: 'x.bin', y: 'y.bin', weights: 'w.bin' } as const;

/** In place of the peers' data: noise, in half of the clips a bright patch that moves down. */
export function writeOwnData(dir: string): void {
  const random = createRandom(1);
  const perFrame = PEER.imageSize ** 2;
  const y = Float32Array.from({ length: PEER.clips }, () => random.int(2));
  const x = Float32Array.from({ length: PEER.clips * PEER.framesPerClip * perFrame }, (_, at) => {
    const frame = Math.floor(at / perFrame) % PEER.framesPerClip;
    const row = Math.floor((at % perFrame) / PEER.imageSize) - 3 * frame;
    const column = at % PEER.imageSize;
    const bright = row >= 0 && row < 12 && column >= 20 && column < 32;
    return random.next() + (bright ? 0.7 * (y[Math.floor(at / perFrame / PEER.framesPerClip)] ?? 0) : 0);
  });
  writeFileSync(join(dir, FILES.x), x);
  writeFileSync(join(dir, FILES.y), y);
  writeFileSync(join(dir, FILES.weights), initialWeights(PEER_MODEL, 1));
}

export function readData(dir: string): Record<keyof typeof FILES, Float32Array> {
  const read = (name: keyof typeof FILES) => {
    const bytes = readFileSync(join(dir, FILES[name]));
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / Float32Array.BYTES_PER_ELEMENT);
  };
  return { x: read('x'), y: read('y'), weights: read('weights') };
}
