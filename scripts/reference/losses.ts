import { z } from 'zod';
import { cccLoss } from '#shared/kernels/losses/concordance.ts';
import {
  crossEntropyLoss,
  distillationLoss,
  klLoss,
  softCrossEntropyLoss,
} from '#shared/kernels/losses/cross-entropy.ts';
import { focalLoss } from '#shared/kernels/losses/focal.ts';
import { effectiveNumberWeights } from '#shared/kernels/losses/weights.ts';
import { at } from '#shared/kernels/numbers.ts';
import { type FigureTable, figuresByKey } from './figures-by-key.ts';
import { type Golden, parseAs } from './golden.ts';

const numbers = z.array(z.number());
const inputSchema = z.object({
  logits: z.array(numbers),
  y: z.array(z.int().nonnegative()),
  class_counts: numbers,
  alpha: numbers,
  soft_targets: z.array(numbers),
  teacher_logits: z.array(numbers),
  ccc_target: numbers,
  ccc_prediction: numbers,
});
type Input = z.infer<typeof inputSchema>;

const clipWeights = ({ y, alpha }: Input) => y.map((label) => at(alpha, label));
const focalMean = (input: Input, gamma: string | undefined) =>
  focalLoss(input.logits, input.y, Number(gamma), clipWeights(input));

const FIGURES: FigureTable<Input> = [
  ['cross_entropy', ({ logits, y }) => crossEntropyLoss(logits, y, null)],
  [
    'weighted_cross_entropy_torch_mean',
    (input) => crossEntropyLoss(input.logits, input.y, clipWeights(input)),
  ],
  [
    'label_smoothed_ce_([\\d.]+)',
    ({ logits, y }, [smoothing]) => crossEntropyLoss(logits, y, null, Number(smoothing)),
  ],
  ['focal_gamma([\\d.]+)_alpha1.*', ({ logits, y }, [gamma]) => focalLoss(logits, y, Number(gamma), null)],
  ['focal_gamma([\\d.]+)_alpha_mean', (input, [gamma]) => focalMean(input, gamma)],
  [
    'focal_gamma([\\d.]+)_alpha_sum_value',
    (input, [gamma]) => focalMean(input, gamma).value * input.y.length,
  ],
  ['soft_label_kl', ({ logits, soft_targets }) => klLoss(logits, soft_targets, null)],
  ['soft_label_ce', ({ logits, soft_targets }) => softCrossEntropyLoss(logits, soft_targets, null)],
  [
    'distillation_T([\\d.]+)',
    ({ logits, teacher_logits }, [temperature]) =>
      distillationLoss(logits, teacher_logits, Number(temperature)),
  ],
  ['ccc_loss', ({ ccc_target, ccc_prediction }) => cccLoss(ccc_target, ccc_prediction)],
  [
    'class_balanced_weights_beta_([\\d.]+)',
    ({ class_counts }, [beta]) => effectiveNumberWeights(class_counts, Number(beta)),
  ],
];

/** Golden file 09: a loss with its gradient, or weights, a key of `expected`. */
export function lossFigures({ input, expected }: Golden): Record<string, unknown> {
  return figuresByKey(FIGURES, parseAs(inputSchema, input, 'input'), expected);
}
