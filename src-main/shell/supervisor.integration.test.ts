import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { superviseEngine } from './supervisor.ts';

test('a killed engine is started anew, and no call reaches it before the project is open again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onset-supervisor-'));
  process.env['ONSET_CONFIG_DIR'] = join(folder, 'config');
  const restarted = Promise.withResolvers<void>();
  const supervisor = superviseEngine({
    node: process.execPath,
    entry: join(import.meta.dirname, '../engine/main.ts'),
    onEvent: ({ type }) => type === 'engine-restarted' && restarted.resolve(),
  });
  onTestFinished(async () => {
    await supervisor.stop();
    delete process.env['ONSET_CONFIG_DIR'];
    rmSync(folder, { recursive: true, force: true });
  });
  const dir = join(folder, 'project');
  await supervisor.call('projects.create', { dir });
  const pid = holderOf(dir);

  process.kill(pid, 'SIGKILL');
  await expect(supervisor.call('projects.current', {})).rejects.toThrow('The engine stopped (SIGKILL)');
  // The new engine is not up yet: this one waits.
  expect(await supervisor.call('projects.current', {})).toMatchObject({ name: 'project' });
  await restarted.promise;
});

/** The process that says of itself that it has the project open. */
function holderOf(dir: string): number {
  const name = readdirSync(dir).find((file) => /^\.onset-.*\.json$/.test(file)) ?? '';
  return z.object({ pid: z.number() }).parse(JSON.parse(readFileSync(join(dir, name), 'utf8'))).pid;
}
