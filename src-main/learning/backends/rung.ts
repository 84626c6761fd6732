import { OnsetError } from '#shared/base/errors.ts';

/** A backend that has registered itself with TensorFlow.js, not yet tried. */
export interface LoadedBackend {
  /** TensorFlow.js's own name for it. */
  readonly tfName: 'tensorflow' | 'webgpu' | 'wasm' | 'cpu';
  readonly version: string;
  /** Such as `CPU, 2 threads`, or the card's name. */
  readonly device: string;
  /** Of the device, in MiB; null where it does not say. */
  readonly memoryMiB: number | null;
}

/** Why a backend is not there, in words. */
export class NotThere extends OnsetError {
  /** The one command that mends it; null where none does. */
  readonly fix: string | null;

  constructor(whyNot: string, fix: string | null, options: { readonly cause?: unknown } = {}) {
    super('not-found', whyNot, options);
    this.fix = fix;
  }
}
