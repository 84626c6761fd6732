import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runInPlace, runLogged } from './run.mjs';

let dir = '';
let logFile = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-run-'));
  logFile = join(dir, 'log');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const node = (script: string, options: object = {}) =>
  runLogged(process.execPath, ['-e', script], { logFile, ...options });

test('output goes to the log, its end and the exit code come back', async () => {
  const end = await node('console.log("out"); console.error("err: disk full"); process.exitCode = 3');
  expect(end).toEqual({
    ok: false,
    how: 'ended with code 3',
    tail: expect.stringContaining('err: disk full'),
  });
  expect(readFileSync(logFile, 'utf8')).toContain('out\n');
});

test('the child is named while it runs, and no longer', async () => {
  const named: boolean[] = [];
  const end = await node('', { onChild: (pid: number | null) => named.push(pid !== null) });
  expect(end.ok).toBe(true);
  expect(named).toEqual([true, false]);
});

test('a program that is not there, and one that a signal ended, say so', async () => {
  expect((await runLogged('/not/there', [], { logFile })).how).toContain('could not be started');
  expect((await node('process.kill(process.pid, "SIGKILL")')).how).toBe('was stopped by SIGKILL');
});

test('one that takes too long is ended with all it started', async () => {
  const script = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    setInterval(() => {}, 1000);`;
  // The output closes only when the grandchild, which shares it, is gone too.
  const end = await node(script, { limitMs: 300 });
  expect(end.ok).toBe(false);
  expect(end.how).toContain('took longer than');
});

test.each([
  ['process.exit(2)', 2],
  ['process.kill(process.pid, "SIGTERM")', 143],
])('in place: %s answers %i', async (script, code) => {
  expect(await runInPlace(process.execPath, ['-e', script])).toBe(code);
});
