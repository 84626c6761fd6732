import * as tf from '@tensorflow/tfjs-core';
import { OnsetError } from '#shared/base/errors.ts';
import { adapterName, isSoftwareAdapter } from './adapter.ts';
import { vulkanFix } from './machine.ts';
import { findNvidiaCard } from './nvidia.ts';
import { type LoadedBackend, NotThere } from './rung.ts';

const TF_NAME = 'webgpu';
const INSTALL = 'npm install --ignore-scripts --include=optional';

/**
 * Any graphics card, by Dawn (Vulkan, Metal, Direct3D 12). A software adapter is slower than wasm on the same
 * processor, and refused; tests alone accept one.
 */
export async function loadWebgpu(software: 'refused' | 'accepted' = 'refused'): Promise<LoadedBackend> {
  const adapter = await findAdapter();
  const name = adapterName(adapter.info);
  const isSoftware = isSoftwareAdapter(adapter.info);
  if (isSoftware && software === 'refused')
    throw new NotThere(
      `The only graphics card found is a software one (${name}), which computes on the processor: wasm is faster.`,
      vulkanFix(),
    );
  await register(adapter);
  const version = `${tf.version_core} (Dawn)`;
  return { tfName: TF_NAME, version, device: name, memoryMiB: isSoftware ? null : memoryOf(name) };
}

async function findAdapter(): Promise<GPUAdapter> {
  const dawn = await importDawn();
  // The names that WebGPU has in a browser's window, where TensorFlow.js looks for them.
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new NotThere(WHY_NO_ADAPTER[process.platform] ?? NO_VULKAN, vulkanFix());
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  return adapter;
}

const NO_VULKAN = 'Dawn finds no graphics card with a Vulkan driver that is new enough.';
const WHY_NO_ADAPTER: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Dawn finds no graphics card that Metal can use.',
  win32: 'Dawn finds no graphics card that Direct3D 12 can use. Update its driver.',
};

async function importDawn() {
  try {
    return await import('webgpu');
  } catch (error) {
    const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    if (/Cannot find package/.test(message))
      throw new NotThere('The package webgpu is not installed.', INSTALL, { cause: error });
    throw new NotThere(`Dawn does not load on this system (${message}).`, null, { cause: error });
  }
}

/** The package's own registration would ask for an adapter again, whichever that is. */
async function register(adapter: GPUAdapter): Promise<void> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) });
  const trouble = watch(device);

  /** A lost card or a full one spoils values without a word: whoever reads some hears of it here. */
  class WatchedBackend extends WebGPUBackend {
    override async read(dataId: object) {
      const values = await super.read(dataId).catch((error: unknown) => {
        throw trouble() ?? error;
      });
      const error = trouble();
      if (error !== null) throw error;
      return values;
    }
  }
  if (tf.findBackendFactory(TF_NAME) !== null) tf.removeBackend(TF_NAME);
  tf.registerBackend(TF_NAME, () => new WatchedBackend(device, adapter.info));
}

/** The limits that TensorFlow.js's kernels count on: as high as the card allows, not WebGPU's low defaults. */
function limitsOf({ limits }: GPUAdapter): Record<string, number> {
  return {
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
  };
}

/** What has gone wrong on the card since, in words; null while nothing has. */
function watch(device: GPUDevice): () => OnsetError | null {
  let trouble: OnsetError | null = null;
  void device.lost.then(({ message }) => {
    trouble = new OnsetError(
      'internal',
      `The graphics card was lost (${message.trim() || 'no reason given'}).`,
    );
  });
  device.onuncapturederror = ({ error }) => {
    trouble ??=
      error.constructor.name === 'GPUOutOfMemoryError'
        ? new OnsetError('internal', `The graphics card ran out of memory (${error.message}).`)
        : new OnsetError('internal', `The graphics card refused a command (${error.message}).`);
  };
  return () => trouble;
}

/** WebGPU keeps a card's memory to itself; an NVIDIA card's driver tells. */
function memoryOf(name: string): number | null {
  const card = /nvidia/i.test(name) ? findNvidiaCard() : null;
  return card?.memoryMiB ?? null;
}
