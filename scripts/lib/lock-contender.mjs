/** For lock.test.ts: `add FILE TIMES` adds one to a number in a file, under the lock; `hold` holds it with a child. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireLock } from './lock.mjs';

const [dir, action, file, times] = process.argv.slice(2);

if (action === 'add') {
  for (let i = 0; i < Number(times); i++) {
    const lock = await acquireLock(dir);
    const value = Number(readFileSync(file, 'utf8'));
    await sleep(2);
    writeFileSync(file, String(value + 1));
    lock.release();
  }
} else {
  const lock = await acquireLock(dir);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
  });
  lock.setChild(child.pid);
  console.log(child.pid);
  await sleep(600_000);
}
