import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { crossEntropyLoss, focalLoss, type LogitLoss } from '#shared/kernels/losses.ts';
import { compare } from './compare.ts';
import { parseAs, parseGolden, parseJson } from './golden.ts';
import { goldenDir } from './golden-folder.ts';

const inputSchema = z.object({
  logits: z.array(z.array(z.number())),
  y: z.array(z.number()),
  alpha: z.array(z.number()),
});

/** The losses of file 09 that the program trains with; the rest of the file is for later. */
test('cross-entropy and focal loss agree with golden file 09, values and gradients', (context) => {
  const golden = parseGolden(
    parseJson(readFileSync(join(goldenDir(context), '09_losses_gradients.json'), 'utf8')),
  );
  const { logits, y, alpha } = parseAs(inputSchema, golden.input, 'input');
  const losses: [RegExp, (gamma: number) => LogitLoss][] = [
    [/^cross_entropy$/, () => crossEntropyLoss(logits, y, null)],
    [/^weighted_cross_entropy_torch_mean$/, () => crossEntropyLoss(logits, y, alpha)],
    [/^focal_gamma([\d.]+)_alpha1/, (gamma) => focalLoss(logits, y, gamma, null)],
    [/^focal_gamma([\d.]+)_alpha_mean$/, (gamma) => focalLoss(logits, y, gamma, alpha)],
  ];
  for (const [pattern, loss] of losses) {
    const keys = Object.keys(golden.expected).filter((key) => pattern.test(key));
    expect(keys).not.toEqual([]);
    for (const key of keys) {
      const got = loss(Number(pattern.exec(key)?.[1]));
      expect(compare({ [key]: golden.expected[key] }, { [key]: got }, golden.tolerance).differences).toEqual(
        [],
      );
    }
  }
});
