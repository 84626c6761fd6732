import { expect, test } from 'vitest';
import { type AdapterWords, adapterName, isSoftwareAdapter } from './adapter.ts';

const adapter = (words: Partial<AdapterWords>): AdapterWords => ({
  vendor: '',
  architecture: '',
  device: '',
  description: '',
  isFallbackAdapter: false,
  ...words,
});

test.each([
  ['SwiftShader', { vendor: 'google', architecture: 'swiftshader', description: 'SwiftShader driver 5.0.0' }],
  ['lavapipe', { vendor: 'mesa', device: 'llvmpipe (LLVM 15.0.6, 256 bits)' }],
  ['llvmpipe by its driver', { description: 'Mesa llvmpipe' }],
  ['WARP', { vendor: 'microsoft', architecture: 'warp', description: 'Microsoft Basic Render Driver' }],
  ['WARP by its description', { description: 'Microsoft Basic Render Driver' }],
  ['any device of type CPU', { description: 'A card by name', isFallbackAdapter: true }],
])('software: %s', (_, words) => {
  expect(isSoftwareAdapter(adapter(words))).toBe(true);
});

test.each([
  { vendor: 'nvidia', architecture: 'hopper', description: 'NVIDIA H200' },
  { vendor: 'amd', architecture: 'rdna-3', description: 'AMD Radeon RX 7900 XTX (RADV NAVI31)' },
  { vendor: 'intel', architecture: 'xe-lpg', description: 'Intel(R) Arc(tm) Graphics (MTL)' },
  { vendor: 'apple', architecture: 'metal-3', description: 'Apple M3' },
])('a card: $description', (words) => {
  expect(isSoftwareAdapter(adapter(words))).toBe(false);
});

test('a card is called what its driver calls it', () => {
  expect(adapterName(adapter({ vendor: 'nvidia', description: 'NVIDIA H200' }))).toBe('NVIDIA H200');
  expect(adapterName(adapter({ vendor: 'nvidia', architecture: 'hopper' }))).toBe('nvidia hopper');
  expect(adapterName(adapter({}))).toBe('unnamed');
});
