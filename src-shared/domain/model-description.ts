import { z } from 'zod';

const layer = z.discriminatedUnion('kind', [
  /** Convolution (valid, stride 1), bias, relu, max-pool by 2 (rounded down). */
  z.object({
    kind: z.literal('conv-pool'),
    name: z.string(),
    filters: z.number().int().positive(),
    kernelSize: z.number().int().positive(),
  }),
  /** Flattens what it gets. `linear` gives logits. */
  z.object({
    kind: z.literal('dense'),
    name: z.string(),
    units: z.number().int().positive(),
    activation: z.enum(['relu', 'sigmoid', 'linear']),
  }),
  /** In training sets a share `rate` of the values to 0 and divides the others by 1 - rate; else does nothing. */
  z.object({ kind: z.literal('dropout'), name: z.string(), rate: z.number() }),
  /** Gives its state after each frame (`sequence`) or after the last (`last`); reading both ways, both states, side by side. */
  z.object({
    kind: z.literal('lstm'),
    name: z.string(),
    units: z.number().int().positive(),
    bidirectional: z.boolean().default(false),
    gives: z.enum(['sequence', 'last']).default('last'),
  }),
]);
export type Layer = Readonly<z.infer<typeof layer>>;

/**
 * What a model computes, as data: an executor interprets it, others may compile or export it. Layers before the first
 * LSTM see each frame alone; an LSTM reads a clip's frames in order. What may be left out is as it was before there
 * was a choice.
 */
export const modelDescription = z
  .object({
    framesPerClip: z.number().int().positive(),
    /** Side of the square input image. */
    imageSize: z.number().int().positive(),
    /** Values of a pixel. */
    channels: z.number().int().positive().default(1),
    /** True where a clip may have fewer frames: an LSTM then takes the rest for not there. */
    masked: z.boolean().default(false),
    layers: z.array(layer).readonly(),
  })
  .readonly();
export type ModelDescription = z.infer<typeof modelDescription>;
