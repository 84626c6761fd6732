import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeGreyPng } from '#main/demo/png.ts';
import { createRandom } from '#shared/base/random.ts';

/** As many of each class as the study has: 45,379 in all. */
const CLASS_COUNTS = {
  happy: 10_665,
  sad: 7_713,
  anger: 6_928,
  fear: 6_076,
  surprise: 5_790,
  neutral: 5_609,
  disgust: 2_598,
};
export const STILL_SIZE_PX = 48;
const WRITES_AT_ONCE = 64;

/** Writes grey PNGs of noise, a folder per class below `root`/train. */
export async function writeStills(root: string): Promise<void> {
  const random = createRandom(1);
  for (const [name, count] of Object.entries(CLASS_COUNTS)) {
    const dir = join(root, 'train', name);
    await mkdir(dir, { recursive: true });
    for (let at = 0; at < count; at += WRITES_AT_ONCE) {
      const indices = Array.from({ length: Math.min(WRITES_AT_ONCE, count - at) }, (_, i) => at + i);
      await Promise.all(
        indices.map((i) => {
          const pixels = Uint8Array.from({ length: STILL_SIZE_PX ** 2 }, () => random.int(256));
          return writeFile(join(dir, `${name}_${i}.png`), encodeGreyPng(pixels, STILL_SIZE_PX));
        }),
      );
    }
  }
}
