import { z } from 'zod';

export const backendName = z.enum(['tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu']);
export type BackendName = z.infer<typeof backendName>;

/** One rung of the ladder of compute backends, tried for real. */
export const backendReport = z.object({
  name: backendName,
  available: z.boolean(),
  version: z.string().nullable(),
  device: z.string().nullable(),
  /** Why not, in words; null where available. */
  whyNot: z.string().nullable(),
  /** True for the one `auto` takes. */
  chosen: z.boolean(),
});
export type BackendReport = z.infer<typeof backendReport>;
