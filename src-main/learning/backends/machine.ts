import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { BackendName } from '#shared/domain/backend.ts';

const BYTES_PER_MIB = 2 ** 20;

/** What this process may use of the machine's memory: a container may have less than all. */
export function memoryMiB(total = totalmem(), constrained = process.constrainedMemory()): number {
  // 0, or more than there is, where nothing constrains.
  const bytes = constrained > 0 && constrained < total ? constrained : total;
  return Math.round(bytes / BYTES_PER_MIB);
}

/** Where somebody has seen each backend train. On other systems the prebuilt packages should do, and nobody has looked. */
const SEEN: Readonly<Record<BackendName, readonly string[]>> = {
  'tfjs-node-gpu': [],
  'tfjs-node': ['linux-x64'],
  webgpu: [],
  wasm: ['linux-x64'],
  cpu: ['linux-x64'],
};

/** `machine` such as `linux-x64`. */
export function isVerified(name: BackendName, machine = `${process.platform}-${process.arch}`): boolean {
  return SEEN[name].includes(machine);
}

/** A graphics card that Linux knows, whether or not Vulkan does. */
const CARDS = ['/dev/dri/renderD128', '/dev/dri/renderD129', '/dev/nvidia0', '/dev/dxg'];

/** Distributions by their package tool, with the Vulkan loader and Mesa's drivers as they call them. */
const INSTALL_VULKAN = [
  ['/usr/bin/apt-get', 'apt-get install -y libvulkan1 mesa-vulkan-drivers'],
  ['/usr/bin/dnf', 'dnf install -y vulkan-loader mesa-vulkan-drivers'],
  ['/usr/bin/zypper', 'zypper install -y libvulkan1 Mesa-vulkan-device-select'],
  ['/usr/bin/pacman', 'pacman -S --noconfirm vulkan-icd-loader vulkan-mesa-layers'],
] as const;

/** The command that brings a Vulkan driver for the card of this machine; null where there is no card, or nothing to install. */
export function vulkanFix(
  isThere: (path: string) => boolean = existsSync,
  { platform, isRoot } = { platform: process.platform, isRoot: process.getuid?.() === 0 },
): string | null {
  if (platform !== 'linux' || !CARDS.some(isThere)) return null;
  const [, command] = INSTALL_VULKAN.find(([tool]) => isThere(tool)) ?? [];
  if (command === undefined) return null;
  return isRoot ? command : `sudo ${command}`;
}
