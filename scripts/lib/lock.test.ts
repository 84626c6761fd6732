import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from './lock.mjs';
import { birthOf } from './processes.mjs';

const contender = fileURLToPath(new URL('lock-contender.mjs', import.meta.url));
let dir = '';
let lockDir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-lock-'));
  lockDir = join(dir, 'lock');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const start = (...args: string[]) =>
  spawn(process.execPath, [contender, lockDir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

/** A process that holds the lock and has a child; it is killed at once. */
async function killedHolder(): Promise<{ childPid: number }> {
  const holder = start('hold');
  const [line]: Buffer[] = await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  return { childPid: Number(line) };
}

test('several processes take turns, also over what a killed one left', async () => {
  await killedHolder();
  const file = join(dir, 'number');
  writeFileSync(file, '0');
  const workers = Array.from({ length: 4 }, () => start('add', file, '15'));
  const codes = await Promise.all(workers.map(async (worker) => (await once(worker, 'exit'))[0]));
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(readFileSync(file, 'utf8')).toBe('60');
  expect(readdirSync(lockDir)).toHaveLength(1);
});

test('who takes over after a kill ends the step that the killed one left running', async () => {
  const { childPid } = await killedHolder();
  expect(birthOf(childPid)).not.toBeNull();
  const lock = await acquireLock(lockDir);
  expect(birthOf(childPid)).toBeNull();
  lock.release();
});

test('a second one waits for the first and is told whom for', async () => {
  const first = await acquireLock(lockDir);
  const events: string[] = [];
  const second = acquireLock(lockDir, {
    onWait: (pid: number) => {
      events.push(`waits for ${pid === process.pid ? 'us' : pid}`);
      events.push('released');
      first.release();
    },
  });
  (await second).release();
  expect(events).toEqual(['waits for us', 'released']);
});

test('a number that belongs to another process by now holds nothing', async () => {
  const first = await acquireLock(lockDir);
  const file = join(lockDir, '1');
  const { host } = JSON.parse(readFileSync(file, 'utf8'));
  first.release();
  writeFileSync(file, JSON.stringify({ pid: process.pid, birth: 'another', host }));
  (await acquireLock(lockDir)).release();
  expect(readdirSync(lockDir)).toEqual(['2']);
});

test.each([
  ['a holder on another machine', JSON.stringify({ pid: 1, birth: '1', host: 'elsewhere.invalid' })],
  ['a file that was cut off when its writer died', '{"pid":'],
])('%s holds until it is silent for long', async (_, content) => {
  mkdirSync(lockDir);
  writeFileSync(join(lockDir, '7'), content);
  const waits: number[] = [];
  const lock = await acquireLock(lockDir, { silentMs: 1, onWait: (pid: number) => waits.push(pid) });
  expect(waits).toHaveLength(1);
  expect(readdirSync(lockDir)).toEqual(['8']);
  lock.release();
});
