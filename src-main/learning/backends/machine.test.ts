import { expect, test } from 'vitest';
import { backendName } from '#shared/domain/backend.ts';
import { isVerified, memoryMiB, vulkanFix } from './machine.ts';
import { findNvidiaCard, readCard } from './nvidia.ts';

const GIB = 2 ** 30;

test('memory is what the process may have, in MiB', () => {
  expect(memoryMiB(8 * GIB, 0)).toBe(8192);
  expect(memoryMiB(8 * GIB, 2 * GIB)).toBe(2048);
  // A control group without a limit says a number beyond any machine's.
  expect(memoryMiB(8 * GIB, 2 ** 63)).toBe(8192);
});

test('only what somebody has seen train is verified', () => {
  const verifiedOn = (machine: string) => backendName.options.filter((name) => isVerified(name, machine));
  expect(verifiedOn('linux-x64')).toEqual(['tfjs-node', 'wasm', 'cpu']);
  expect(verifiedOn('darwin-arm64')).toEqual([]);
  expect(verifiedOn('win32-x64')).toEqual([]);
});

const linux = { platform: 'linux', isRoot: false } as const;
const having =
  (...paths: readonly string[]) =>
  (path: string) =>
    paths.includes(path);

test('a Vulkan driver is installed with the tool of the distribution, for a card that is there', () => {
  expect(vulkanFix(having('/dev/dri/renderD128', '/usr/bin/apt-get'), linux)).toBe(
    'sudo apt-get install -y libvulkan1 mesa-vulkan-drivers',
  );
  expect(vulkanFix(having('/dev/nvidia0', '/usr/bin/dnf'), { ...linux, isRoot: true })).toBe(
    'dnf install -y vulkan-loader mesa-vulkan-drivers',
  );
  expect(vulkanFix(having('/usr/bin/apt-get'), linux)).toBeNull();
  expect(vulkanFix(having('/dev/dri/renderD128'), linux)).toBeNull();
  expect(vulkanFix(having('/dev/nvidia0', '/usr/bin/apt-get'), { ...linux, platform: 'win32' })).toBeNull();
});

test("an NVIDIA card's name and memory are read from its tool's table", () => {
  expect(readCard('NVIDIA H200, 143771\nNVIDIA H200, 143771\n')).toEqual({
    name: 'NVIDIA H200',
    memoryMiB: 143771,
  });
  expect(readCard('NVIDIA GB10, [N/A]\n')).toEqual({ name: 'NVIDIA GB10', memoryMiB: null });
  expect(readCard('\n')).toBeNull();
});

test('a card that is hidden from CUDA is not there', () => {
  expect(findNvidiaCard({ ...process.env, CUDA_VISIBLE_DEVICES: '' })).toBeNull();
  expect(findNvidiaCard({ ...process.env, CUDA_VISIBLE_DEVICES: '-1' })).toBeNull();
});
