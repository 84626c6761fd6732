import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockFile } from './file-lock.ts';
import { temporaryFolder } from './test-support.ts';

/** Takes the lock, says so and stays. */
const HOLDER = (file: string) => `
  import { lockFile } from '#main/catalog/file-lock.ts';
  process.stdout.write(lockFile(${JSON.stringify(file)}) === null ? 'refused' : 'held');
  setInterval(() => {}, 1000);`;

it('is held by one at a time, and free again once released', () => {
  const file = join(temporaryFolder(), 'lock');
  const first = lockFile(file);
  expect(first).not.toBeNull();
  expect(lockFile(file)).toBeNull();
  first?.release();
  const second = lockFile(file);
  expect(second).not.toBeNull();
  second?.release();
});

it('is kept by another process until that is killed, then free at once', async () => {
  const file = join(temporaryFolder(), 'lock');
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER(file)], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(holder.stdout, 'data');
  expect(String(said)).toBe('held');
  expect(lockFile(file)).toBeNull();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = lockFile(file);
  expect(lock).not.toBeNull();
  lock?.release();
});
