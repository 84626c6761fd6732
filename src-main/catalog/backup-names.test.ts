import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backupFolder, backupName, listBackups, parseBackupName } from './backup-names.ts';
import { temporaryFolder } from './test-support.ts';

it.each([
  ['2026-11-22T20-32-33.123Z-labels-4711.sqlite', 4711, 'regular'],
  ['2026-11-22T20-32-33.123Z-labels-0-before-update.sqlite', 0, 'before-update'],
  ['2026-11-22T20-32-33.123Z-damaged.sqlite', null, 'damaged'],
] as const)('%s tells when and why', (name, labelVersion, kind) => {
  const facts = { at: '2026-11-22T20:32:33.123Z', labelVersion, kind };
  expect(parseBackupName(name)).toEqual(facts);
  expect(backupName(facts)).toBe(name);
});

it('lists the newest first, and nothing of somebody else', () => {
  const catalog = join(temporaryFolder(), 'catalog.sqlite');
  expect(listBackups(catalog)).toEqual([]);
  const dir = backupFolder(catalog);
  mkdirSync(dir);
  const [older, newer] = [
    '2026-11-21T00-00-00.000Z-labels-9.sqlite',
    '2026-11-22T00-00-00.000Z-labels-10.sqlite',
  ];
  for (const name of [older, newer, `${newer}.part`, 'thesis.sqlite', '2026-11-22.sqlite'])
    writeFileSync(join(dir, name ?? ''), 'four');
  expect(listBackups(catalog)).toEqual([
    {
      file: join(dir, newer ?? ''),
      at: '2026-11-22T00:00:00.000Z',
      bytes: 4,
      labelVersion: 10,
      kind: 'regular',
    },
    {
      file: join(dir, older ?? ''),
      at: '2026-11-21T00:00:00.000Z',
      bytes: 4,
      labelVersion: 9,
      kind: 'regular',
    },
  ]);
});
