import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

/** Chromium brings a Vulkan that runs on the processor: the same kernels, without a card. */
const ICD = '/usr/lib/chromium/vk_swiftshader_icd.json';
const hasSoftware = existsSync(ICD);
if (!hasSoftware) console.log(`The WebGPU tests need Chromium's software Vulkan (${ICD}): left out.`);

/** It compiles every shader on the processor, half a minute where that has nothing else to do. */
const LIMIT_MS = 300_000;

const outcome = z.object({
  refusal: z.string().nullable(),
  device: z.string(),
  trial: z.string().nullable(),
  strays: z.record(z.string(), z.number()),
  trained: z.object({ losses: z.array(z.number()), backend: z.string() }),
  tensors: z.number(),
  lost: z.string(),
});

describe.runIf(hasSoftware)('WebGPU on a software adapter', () => {
  let got: z.infer<typeof outcome>;

  beforeAll(() => {
    const entry = fileURLToPath(new URL('./test-software-webgpu.ts', import.meta.url));
    const env = { ...process.env, VK_DRIVER_FILES: ICD, LD_LIBRARY_PATH: dirname(ICD) };
    const printed = execFileSync(process.execPath, [entry], { env, encoding: 'utf8', timeout: LIMIT_MS });
    got = outcome.parse(JSON.parse(printed.trim().split('\n').at(-1) ?? ''));
  }, LIMIT_MS);

  test('the ladder refuses it in words', () => {
    expect(got.refusal).toMatch(
      /The backend webgpu cannot be used here\. The only graphics card found is a software one \(SwiftShader/,
    );
  });

  test('the known training step gives the known numbers', () => {
    expect(got.device).toMatch(/SwiftShader/);
    expect(got.trial).toBeNull();
  });

  test('every loss and layer has the gradient that plain JavaScript has, within 1e-3', () => {
    expect(Object.keys(got.strays)).toHaveLength(10);
    for (const [name, stray] of Object.entries(got.strays)) expect(stray, name).toBeLessThan(1e-3);
  });

  test('a model trains on it and leaves no tensor behind', () => {
    const { losses, backend } = got.trained;
    expect(backend).toBe('webgpu');
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.9);
    expect(got.tensors).toBe(0);
  });

  test('a lost card is said in words to whoever reads', () => {
    expect(got.lost).toMatch(/OnsetError: The graphics card was lost \(.+\)\./);
  });
});
