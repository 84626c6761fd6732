import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backup } from '#shared/domain/backup.ts';
import {
  createScratch,
  filesBelow,
  onset,
  onsetFailure,
  onsetJson,
  outcomeOf,
  picture,
  shapes,
  startOnset,
} from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);
beforeAll(async () => {
  scratch.write({ 'one/fear/1.png': picture(1), 'two/anger/2.png': picture(2) });
  await bringIn('one');
});

const IN = ['--project', 'study'];
const bringIn = (folder: string) =>
  onsetJson(scratch, shapes.imported, 'import', folder, '--as', 'folder-per-class', ...IN);
const clipNames = async () =>
  (await onsetJson(scratch, shapes.clips, 'clips', ...IN)).map(({ name }) => name);
const restored = z.strictObject({
  project: z.string(),
  restored: z.string(),
  keptAside: z.string().nullable(),
});
const verified = z.strictObject({
  ok: z.boolean(),
  file: z.string(),
  version: z.number().int(),
  isUpToDate: z.boolean(),
  checks: z.array(z.strictObject({ name: z.string(), problems: z.array(z.string()) })),
});

describe('onset backup, backups, restore, verify', () => {
  test('go back to an earlier state, and forth again', async () => {
    const before = await clipNames();
    const made = await onsetJson(scratch, backup.strict(), 'backup', ...IN, '--out', 'mine.sqlite');
    expect(made).toMatchObject({ file: scratch.path('mine.sqlite'), kind: 'regular' });
    await bringIn('two');
    const after = await clipNames();
    expect(after.length).toBe(before.length + 1);
    const back = await onsetJson(scratch, restored, 'restore', 'mine.sqlite', ...IN);
    expect(back).toMatchObject({ project: scratch.path('study'), restored: made.file });
    expect(await clipNames()).toEqual(before);
    await onsetJson(scratch, restored, 'restore', back.keptAside ?? '', ...IN);
    expect(await clipNames()).toEqual(after);
    const listed = await onsetJson(scratch, z.array(backup.strict()), 'backups', ...IN);
    expect(listed.filter(({ kind }) => kind === 'before-restore')).toHaveLength(2);
    expect(await onsetJson(scratch, verified, 'verify', ...IN)).toMatchObject({ ok: true, isUpToDate: true });
    expect((await onset(scratch, 'verify', ...IN)).stdout).toMatch(/catalog\.sqlite is whole\.\nok {3}pages/);
  });

  test('while a window has it open: backup and verify work, restore is refused', async () => {
    const window = startOnset(scratch, ['serve', ...IN, '--json']);
    const outcome = outcomeOf(window);
    if (window.stdout !== null) await once(window.stdout, 'data');
    const made = await onsetJson(scratch, backup.strict(), 'backup', ...IN);
    expect(
      filesBelow(scratch.path('study', 'backups')).map((name) => scratch.path('study', 'backups', name)),
    ).toContain(made.file);
    expect(await onsetJson(scratch, verified, 'verify', ...IN)).toMatchObject({ ok: true });
    expect(await onsetFailure(scratch, 'restore', 'mine.sqlite', ...IN)).toMatchObject({
      exit: 1,
      code: 'busy',
      message: expect.stringContaining(`process ${window.pid}`),
    });
    window.kill('SIGTERM');
    expect((await outcome).code).toBe(0);
  });

  test('what is damaged: verify ends with 1 and says what, restore refuses it with 2', async () => {
    const bytes = readFileSync(scratch.path('mine.sqlite'));
    bytes.fill(0xab, 4096 * 6, 4096 * 9);
    scratch.write({ 'bad.sqlite': bytes });
    expect(await onsetFailure(scratch, 'restore', 'bad.sqlite', ...IN)).toMatchObject({
      exit: 2,
      message: expect.stringMatching(/bad\.sqlite is damaged .*Nothing was changed/),
    });
    writeFileSync(scratch.path('study', 'catalog.sqlite'), bytes);
    const { code, stdout } = await onset(scratch, 'verify', ...IN, '--json');
    expect(code).toBe(1);
    expect(verified.parse(JSON.parse(stdout))).toMatchObject({ ok: false });
    expect((await onset(scratch, 'verify', ...IN)).stdout).toMatch(
      /is damaged\. Restore a backup.*\nNOT {2}pages/,
    );
    const refused = await onsetFailure(scratch, 'clips', ...IN);
    const command = /onset restore "(.+)" --project "(.+)"/.exec(refused.message);
    expect(refused.exit).toBe(2);
    await onsetJson(scratch, restored, 'restore', command?.[1] ?? '', '--project', command?.[2] ?? '');
    expect((await clipNames()).length).toBeGreaterThan(0);
  });
});
