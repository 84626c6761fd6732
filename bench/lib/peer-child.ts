import { selectBackend } from '#main/learning/backends/index.ts';
import type { ClipSource } from '#main/learning/features/clip-source.ts';
import { createLoss } from '#main/learning/losses/loss.ts';
import { type Learner, trainEpoch } from '#main/learning/models/epochs.ts';
import { createOptimizer } from '#main/learning/optimizers/optimizer.ts';
import { batchesInOrder } from '#main/learning/samplers/batches.ts';
import { backendChoice } from '#shared/domain/learning-spec.ts';
import { PEER, PEER_MODEL, readData } from './peer-data.ts';

const EPOCHS = [1, 2];
const MICROSECONDS = 1e6;

/** In a process of its own: trains the peers' model by the trainer's own epochs; a line of JSON for each, as the peers print. */
export async function trainPeerModel(backend: string, dataDir: string): Promise<void> {
  const inUse = await selectBackend(backendChoice.parse(backend));
  const { x, y, weights } = readData(dataDir);
  const optimizer = createOptimizer({ kind: 'adam' });
  const learner: Learner = {
    description: PEER_MODEL,
    scaler: { means: [0], stds: [1] },
    loss: createLoss({ kind: 'mse' }),
    optimizer,
    weightOf: null,
    batchSize: PEER.batchSize,
    state: optimizer.start(weights),
  };
  const data = { x: inMemory(x), yTrue: [...y], distributions: null };
  const batches = batchesInOrder(PEER.clips, PEER.batchSize);
  const plan = { batches, learningRate: PEER.learningRate, variationOf: null, dropoutSeedOf: null };
  for (const epoch of EPOCHS) {
    const startedMs = performance.now();
    const before = process.cpuUsage();
    const { loss } = await trainEpoch(learner, data, { ...plan, epoch }, new AbortController().signal);
    const { user, system } = process.cpuUsage(before);
    const line = {
      ...{ peer: `onset ${inUse.name} ${inUse.version}`, epoch, loss },
      wallSeconds: (performance.now() - startedMs) / 1000,
      cpuSeconds: (user + system) / MICROSECONDS,
      peakMiB: process.resourceUsage().maxRSS / 1024,
    };
    console.log(JSON.stringify(line));
  }
}

/** All in memory, as the peers hold it. */
function inMemory(x: Float32Array): ClipSource {
  const perClip = x.length / PEER.clips;
  return {
    ...{ length: PEER.clips, framesPerClip: PEER.framesPerClip, imageSize: PEER.imageSize, channels: 1 },
    readBatch: async (indices) => {
      const frames = new Float32Array(indices.length * perClip);
      for (const [position, index] of indices.entries())
        frames.set(x.subarray(index * perClip, (index + 1) * perClip), position * perClip);
      return { frames, frameCounts: null };
    },
    moments: async () => [],
  };
}
