import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readJson } from './paths.mjs';
import { hashOf, writeJson } from './stamp.mjs';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-stamp-'));
  mkdirSync(join(dir, 'src/inner'), { recursive: true });
  writeFileSync(join(dir, 'src/a.ts'), 'one');
  writeFileSync(join(dir, 'src/inner/b.ts'), 'two');
  writeFileSync(join(dir, 'package.json'), '{}');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const hash = () =>
  hashOf(dir, ['src', 'package.json', 'not-there.ts'], (name: string) => !name.endsWith('.test.ts'));

test.each<[string, () => void]>([
  ['a changed file', () => writeFileSync(join(dir, 'src/inner/b.ts'), 'three')],
  ['a new file', () => writeFileSync(join(dir, 'src/c.ts'), '')],
  ['a file that is gone', () => rmSync(join(dir, 'src/a.ts'))],
  ['a renamed file', () => renameSync(join(dir, 'src/a.ts'), join(dir, 'src/aa.ts'))],
  ['a file named but missing until now', () => writeFileSync(join(dir, 'not-there.ts'), '')],
])('%s changes the hash', (_, change) => {
  const before = hash();
  change();
  expect(hash()).not.toBe(before);
});

test('what is not wanted, and writing the same again, leave the hash', () => {
  const before = hash();
  writeFileSync(join(dir, 'src/a.test.ts'), 'test');
  writeFileSync(join(dir, 'src/a.ts'), 'one');
  expect(hash()).toBe(before);
});

test('a stamp is read back, and one cut off by a kill counts as none', () => {
  const file = join(dir, 'stamp.json');
  expect(readJson(file)).toBeNull();
  writeJson(file, { sources: 'abc' });
  expect(readJson(file)).toEqual({ sources: 'abc' });
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 9));
  expect(readJson(file)).toBeNull();
  expect(readdirSync(dir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
