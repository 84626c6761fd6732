import { join } from 'node:path';
import { openPack } from '#main/framestore/pack-reader.ts';
import { createPackWriter } from '#main/framestore/pack-writer.ts';
import { selectBackend } from '#main/learning/backends/index.ts';
import { createCnnLstm } from '#main/learning/models/cnn-lstm.ts';
import { createPackSource } from '#main/trainer/clip-source.ts';
import { createRandom } from '#shared/base/random.ts';
import { clipId } from '#shared/domain/ids.ts';
import { backendChoice } from '#shared/domain/learning-spec.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { PEER } from './peer-data.ts';

const LONG = { clips: 1000, framesPerClip: 32 };
const EPOCHS = 2;

/** The long epoch's clips as the program packs them: bytes, noise. */
export function writeLongPack(dir: string): string {
  const file = join(dir, 'long.pack');
  const writer = createPackWriter(file, { dtype: 'uint8', channels: 1, imageSize: PEER.imageSize });
  const random = createRandom(1);
  const frame = Uint8Array.from({ length: PEER.imageSize ** 2 }, () => random.int(256));
  for (let clip = 1; clip <= LONG.clips; clip++) {
    writer.startClip(clip, `long ${clip}`);
    for (let index = 0; index < LONG.framesPerClip; index++) {
      frame[(clip * LONG.framesPerClip + index) % frame.length] = clip % 256;
      writer.addFrame(frame);
    }
  }
  writer.finish();
  return file;
}

/** In a process of its own: trains from the pack as the trainer does; a line of JSON for each epoch. */
export async function trainLong(backend: string, packFile: string): Promise<void> {
  await selectBackend(backendChoice.parse(backend));
  const pack = openPack(packFile);
  const spec = defaultRunSpec('intensity');
  const input = {
    ...spec.input,
    ...{ framesPerClip: LONG.framesPerClip, imageSize: PEER.imageSize, representation: 'grey' as const },
  };
  const clips = Array.from({ length: LONG.clips }, (_, index) => ({
    ...{ clipId: clipId.parse(index + 1), clipName: `clip ${index + 1}`, subject: null },
    ...{ target: (index % 10) / 10, firstFrame: 0, lastFrame: LONG.framesPerClip - 1 },
  }));
  const model = createCnnLstm({
    ...spec,
    ...{ input, classes: [], head: { task: 'intensity' }, epochs: EPOCHS, batchSize: PEER.batchSize },
    model: { ...spec.model, convFilters: [16, 32] },
  });
  await model.fit({
    x: createPackSource(pack, clips, input),
    yTrue: clips.map(({ target }) => target),
    distributions: null,
    subjects: clips.map(({ subject }) => subject),
    ...{ heldOut: null, resumeFrom: null, note: () => {}, signal: new AbortController().signal },
    onEpochEnd: ({ epoch, seconds, computeSeconds }) => {
      const peakMiB = process.resourceUsage().maxRSS / 1024;
      console.log(JSON.stringify({ epoch, seconds, computeSeconds, peakMiB }));
    },
  });
  pack.close();
}
