/** `node scripts/check-gpu.ts BACKEND`: exit code 0 right, 1 wrong, 3 not there; `--speed` leaves the gradients out. */
import * as tf from '@tensorflow/tfjs-core';
import { gradientCases, strayFromCpu } from '#main/learning/backends/gradients.ts';
import { selectBackend } from '#main/learning/backends/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { backendName } from '#shared/domain/backend.ts';
import { clipsPerSecond } from './gpu/clips-per-second.ts';
import { type GradientFigure, gradientsInWords, tooFarOff } from './gpu/verdict.ts';

const CLIPS = 256;
const EXIT = { right: 0, wrong: 1, notThere: 3 } as const;

async function check(name: string, speedOnly: boolean): Promise<number> {
  const backend = backendName.parse(name);
  try {
    const { version, device } = await selectBackend(backend);
    console.log(`${name} ${version} on ${device}`);
  } catch (error) {
    if (!(error instanceof OnsetError)) throw error;
    console.log(`${name}: ${error.message}`);
    return EXIT.notThere;
  }
  const tfName = tf.getBackend();
  let code: number = EXIT.right;
  if (!speedOnly) {
    await selectBackend('cpu');
    const figures: GradientFigure[] = [];
    for (const one of gradientCases())
      figures.push({ name: one.name, stray: await strayFromCpu(tfName, one) });
    console.log(`  ${gradientsInWords(figures)}`);
    if (tooFarOff(figures).length > 0) code = EXIT.wrong;
  }
  await tf.setBackend(tfName);
  console.log(
    `  ${(await clipsPerSecond(CLIPS)).toFixed(0)} clips per second (32 frames of 64 x 64, batches of 16)`,
  );
  return code;
}

const [name = '', option] = process.argv.slice(2);
// Dawn would keep the process waiting.
process.exit(await check(name, option === '--speed'));
