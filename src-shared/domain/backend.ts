import { z } from 'zod';

export const backendName = z.enum(['tfjs-node-gpu', 'tfjs-node', 'webgpu', 'wasm', 'cpu']);
export type BackendName = z.infer<typeof backendName>;

/** One rung of the ladder of compute backends, tried for real. */
export const backendReport = z.object({
  name: backendName,
  available: z.boolean(),
  version: z.string().nullable(),
  /** Such as `CPU, 2 threads`, or the card's name. */
  device: z.string().nullable(),
  /** Of the device, in MiB; null where it does not say. */
  memoryMiB: z.number().nullable(),
  /** Why not, in words; null where available. */
  whyNot: z.string().nullable(),
  /** The one command that mends it; null where nothing is to be mended, or no command can. */
  fix: z.string().nullable(),
  /** False where nobody has seen it work on a machine like this one. */
  verified: z.boolean(),
  /** True for the one `auto` takes. */
  chosen: z.boolean(),
});
export type BackendReport = z.infer<typeof backendReport>;
