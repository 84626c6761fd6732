import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { layOut, requirementsOf, WHEELS } from './tensorflow-wheels.mjs';
import { wantsNvidia } from './tools.mjs';

/** Lines of the METADATA of tensorflow 2.15.1, as pip wrote them. */
const METADATA = `Metadata-Version: 2.1
Name: tensorflow
Version: 2.15.1
Requires-Dist: absl-py (>=1.0.0)
Requires-Dist: ml-dtypes (~=0.3.1)
Requires-Dist: tensorflow-io-gcs-filesystem (>=0.23.1)
Provides-Extra: and-cuda
Requires-Dist: nvidia-cublas-cu12 (==12.2.5.6) ; extra == 'and-cuda'
Requires-Dist: nvidia-cuda-nvcc-cu12 (==12.2.140) ; extra == 'and-cuda'
Requires-Dist: nvidia-cudnn-cu12 (==8.9.4.25) ; extra == 'and-cuda'
Requires-Dist: something-else (==1.0) ; extra == 'other'
`;

test('with a card come the libraries that the wheel itself names, but for a compiler that nothing calls', () => {
  expect(requirementsOf(METADATA, 'and-cuda')).toEqual([
    'nvidia-cublas-cu12==12.2.5.6',
    'nvidia-cudnn-cu12==8.9.4.25',
  ]);
});

test("the processor's wheel brings no library of a card, and both are of one version", () => {
  expect(WHEELS.processor).toMatchObject({ name: 'tensorflow-cpu', extra: null });
  expect(WHEELS.card).toMatchObject({ name: 'tensorflow', extra: 'and-cuda' });
  expect(WHEELS.card.version).toBe(WHEELS.processor.version);
});

test('headers and libraries lie where the binding looks for them, under every name it asks for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onset-wheel-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [unpacked, deps] = [join(folder, 'tensorflow'), join(folder, 'deps')];
  mkdirSync(join(unpacked, 'include'), { recursive: true });
  for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])
    writeFileSync(join(unpacked, name), name);
  layOut(unpacked, deps);
  expect(readdirSync(deps).sort()).toEqual(['include', 'lib']);
  const behind = (name: string) => readFileSync(realpathSync(join(deps, 'lib', name)), 'utf8');
  expect(behind('libtensorflow.so')).toBe('libtensorflow_cc.so.2');
  expect(behind('libtensorflow.so.2.9.1')).toBe('libtensorflow_cc.so.2');
  expect(behind('libtensorflow_framework.so')).toBe('libtensorflow_framework.so.2');
});

test('a machine without a card gets its TensorFlow only if asked to', () => {
  expect(wantsNvidia({ PATH: '/nowhere', ONSET_NVIDIA: '1' })).toBe(true);
  const folder = mkdtempSync(join(tmpdir(), 'onset-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'nvidia-smi'), '', { mode: 0o755 });
  expect(wantsNvidia({ PATH: folder })).toBe(true);
});
