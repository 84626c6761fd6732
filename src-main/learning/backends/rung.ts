/** A backend that has registered itself with TensorFlow.js, not yet tried. */
export interface LoadedBackend {
  /** TensorFlow.js's own name for it. */
  readonly tfName: 'tensorflow' | 'wasm' | 'cpu';
  readonly version: string;
  /** Such as `CPU, 2 threads`. */
  readonly device: string;
}
