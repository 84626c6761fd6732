import { describe, expect, test } from 'vitest';
import type { BackendName, BackendReport } from '#shared/domain/backend.ts';
import { runCommand } from '../run-command.ts';
import { diagnosisInWords, diagnosisStatus, doctorInWords, mend } from './doctor.ts';

const SET_UP = 'npm run setup';
const INSTALL = 'sudo apt-get install -y libvulkan1';

const there = (name: BackendName, more: Partial<BackendReport> = {}): BackendReport => ({
  name,
  available: true,
  version: '4.22.0',
  device: 'CPU, 2 threads',
  memoryMiB: 8192,
  whyNot: null,
  fix: null,
  verified: true,
  chosen: false,
  ...more,
});
const missing = (name: BackendName, whyNot: string, fix: string | null): BackendReport =>
  there(name, { available: false, version: null, device: null, memoryMiB: null, whyNot, fix });

const ILL = [
  missing('tfjs-node-gpu', 'No card.', null),
  missing('tfjs-node', 'Not built.', SET_UP),
  missing('webgpu', 'No driver.', INSTALL),
  there('wasm', { chosen: true, device: 'CPU, 1 thread', memoryMiB: 4096 }),
];
const MENDED = [ILL[0], there('tfjs-node', { chosen: true }), ILL[2], there('wasm')].filter(
  (report) => report !== undefined,
);

/** A machine on which a command ends with `code`; tells what was run. */
function machine(code: number) {
  const ran: string[] = [];
  const mending = {
    look: async () => ILL,
    lookAgain: async () => (code === 0 ? MENDED : ILL),
    run: async (command: string) => {
      ran.push(command);
      return code;
    },
  };
  return { ran, mending };
}

describe('mend', () => {
  test('runs each command once, leaves what changes the system to a person, and looks again', async () => {
    const { ran, mending } = machine(0);
    const twice = { ...mending, look: async () => [...ILL, missing('tfjs-node-gpu', 'Not built.', SET_UP)] };
    const { fixes, backends } = await mend(twice);
    expect(ran).toEqual([SET_UP]);
    expect(fixes).toEqual([
      { command: SET_UP, outcome: 'done' },
      { command: INSTALL, outcome: 'not run' },
    ]);
    expect(backends).toBe(MENDED);
  });

  test('says which command failed', async () => {
    const { mending } = machine(1);
    const diagnosis = await mend(mending);
    expect(diagnosis.fixes[0]).toEqual({ command: SET_UP, outcome: 'failed' });
    expect(diagnosisInWords(diagnosis)).toMatch(/^Failed: npm run setup\nNot run.*: sudo apt-get/);
  });

  test.each([
    [1, 1],
    [0, 0],
  ])(
    'a command that ends with %i: doctor --fix ends with %i, its diagnosis printed',
    async (code, status) => {
      const out: string[] = [];
      const streams = { out: (text: string) => void out.push(text), error: () => {} };
      const { mending } = machine(code);
      expect(await runCommand(streams, true, () => mend(mending), diagnosisInWords, diagnosisStatus)).toBe(
        status,
      );
      expect(JSON.parse(out.join(''))).toMatchObject({
        fixes: [{ command: SET_UP }, { outcome: 'not run' }],
      });
    },
  );

  test('runs nothing where nothing is to be mended', async () => {
    const { ran, mending } = machine(0);
    const diagnosis = await mend({ ...mending, look: async () => MENDED.slice(0, 2) });
    expect(ran).toEqual([]);
    expect(diagnosisInWords(diagnosis)).toMatch(/^Nothing to mend\./);
  });
});

test('the table has every field, and the commands stand below it', () => {
  const text = doctorInWords([...ILL, there('cpu', { verified: false, memoryMiB: null })]);
  const lines = text.split('\n');
  expect(lines[0]).toMatch(/^backend +there +version +device +memory +why not$/);
  expect(lines[2]).toMatch(/^tfjs-node +no +– +– +– +Not built\.$/);
  expect(lines[4]).toMatch(/^wasm \(used\) +yes +4\.22\.0 +CPU, 1 thread +4096 MiB/);
  expect(lines[5]).toMatch(/^cpu +yes, unverified +4\.22\.0 +CPU, 2 threads +–/);
  expect(lines.slice(7)).toEqual([
    'To mend tfjs-node: npm run setup',
    'To mend webgpu: sudo apt-get install -y libvulkan1',
    'onset doctor --fix runs what needs no other rights, and looks again.',
  ]);
});
