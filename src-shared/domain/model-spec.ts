import { z } from 'zod';

/** CNN per frame (conv, relu, max-pool by 2, for each entry of convFilters), a dense layer, LSTMs over time, a head. */
export const modelSpec = z.strictObject({
  convFilters: z.array(z.number().int().min(1).max(256)).min(1).max(5),
  kernelSize: z.number().int().min(1).max(11),
  denseUnits: z.number().int().min(1).max(1024),
  /** Of each LSTM; of each direction where it reads both ways. */
  lstmUnits: z.number().int().min(1).max(1024),
  lstmLayers: z.number().int().min(1).max(4),
  bidirectional: z.boolean(),
  /** Share of values dropped in training, after the dense layer and after the last LSTM. */
  dropout: z.number().min(0).max(0.9),
});
export type ModelSpec = z.infer<typeof modelSpec>;

/** Side of the feature map after the convolutions (valid padding, pool 2, rounded down). */
export function featureMapSize(
  model: Pick<ModelSpec, 'convFilters' | 'kernelSize'>,
  imageSize: number,
): number {
  return model.convFilters.reduce((size) => Math.floor((size - model.kernelSize + 1) / 2), imageSize);
}

/** What keeps the model from being built, in words; null if nothing. */
export function modelProblem(model: ModelSpec, imageSize: number): string | null {
  if (featureMapSize(model, imageSize) >= 1) return null;
  return `${model.convFilters.length} convolutions of size ${model.kernelSize} leave nothing of an image of ${imageSize} pixels: use fewer, or a larger image.`;
}
