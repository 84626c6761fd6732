/** `node scripts/check-gpu.ts BACKEND`: exit code 0 right, 1 wrong, 3 not there; `--speed` leaves the gradients out. */
import * as tf from '@tensorflow/tfjs-core';
import { gradientCases, strayFromCpu } from '#main/learning/backends/gradients.ts';
import { selectBackend } from '#main/learning/backends/index.ts';
import { tryBackend } from '#main/learning/backends/trials.ts';
import { backendName } from '#shared/domain/backend.ts';
import { clipsPerSecond } from './gpu/clips-per-second.ts';
import { EXIT, exitOfTrial, type GradientFigure, gradientsInWords, tooFarOff } from './gpu/verdict.ts';

const CLIPS = 256;

async function check(name: string, speedOnly: boolean): Promise<number> {
  const trial = await tryBackend(backendName.parse(name), async () => {});
  let code: number = exitOfTrial(trial);
  if (trial.loaded === null) {
    console.log(`${name}: ${trial.whyNot}${trial.fix === null ? '' : ` To mend it: ${trial.fix}`}`);
    return code;
  }
  const { tfName, version, device } = trial.loaded;
  console.log(`${name} ${version} on ${device}`);
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
