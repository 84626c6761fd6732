import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { memoryMiB } from './machine.ts';
import type { LoadedBackend } from './rung.ts';
import { registerMissingWasmKernels } from './wasm-kernels.ts';

/** As far as the package's WebAssembly memory grows. */
const MAX_MEMORY_MIB = 4096;

/** TensorFlow.js compiled to WebAssembly: works everywhere, on one core. */
export async function loadWasm(): Promise<LoadedBackend> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // Beside the package's code, wherever the bundle that runs this lies.
  const binary = createRequire(import.meta.url).resolve(
    '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  );
  wasm.setWasmPaths(`${dirname(binary)}/`);
  registerMissingWasmKernels();
  return {
    tfName: 'wasm',
    version: wasm.version_wasm,
    device: 'CPU, 1 thread',
    memoryMiB: Math.min(MAX_MEMORY_MIB, memoryMiB()),
  };
}
