import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { createSettings } from './settings.ts';

beforeEach(() => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  return () => log.mockRestore();
});

it('remember the rater and the projects, the last opened first and each once', () => {
  const dir = join(temporaryFolder(), 'not there yet');
  const settings = createSettings(dir);
  expect(settings.raterName).toBeNull();
  settings.rememberRater('Ada');
  for (const name of ['a', 'b', 'a']) settings.rememberProject({ dir: `/data/${name}`, name });
  const again = createSettings(dir);
  expect(again.raterName).toBe('Ada');
  expect(again.recent.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(readdirSync(dir)).toEqual(['settings.json']);
});

it('remember keys beside the rest, and take damaged ones for none', () => {
  const dir = temporaryFolder();
  const settings = createSettings(dir);
  settings.rememberRater('Ada');
  settings.rememberKeys({ 'mark.apex': ['f8'], 'app.rater': [] });
  const again = createSettings(dir);
  expect(again.keys).toEqual({ 'mark.apex': ['f8'], 'app.rater': [] });
  expect(again.raterName).toBe('Ada');
  writeFileSync(join(dir, 'settings.json'), JSON.stringify({ raterName: 'Ada', recent: [], keys: { a: 7 } }));
  expect([again.keys, again.raterName]).toEqual([{}, 'Ada']);
});

it('keep a dozen projects', () => {
  const settings = createSettings(temporaryFolder());
  for (let i = 0; i < 20; i++) settings.rememberProject({ dir: `/data/${i}`, name: `${i}` });
  expect(settings.recent.map(({ name }) => name)).toEqual([
    '19',
    '18',
    '17',
    '16',
    '15',
    '14',
    '13',
    '12',
    '11',
    '10',
    '9',
    '8',
  ]);
});

it.each(['', '{"raterName": "Ada", "rec', '[]', '{"raterName": 7, "recent": "none"}', '\0\0\0'])(
  'begin anew from a damaged file: %j',
  (content) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'settings.json'), content);
    const settings = createSettings(dir);
    expect([settings.raterName, settings.recent]).toEqual([null, []]);
    settings.rememberRater('Bob');
    expect(createSettings(dir).raterName).toBe('Bob');
  },
);

it('keep what is sound of a file that is damaged in part', () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'settings.json'), '{"raterName": "Ada", "recent": [{"dir": 1}]}');
  expect(createSettings(dir).raterName).toBe('Ada');
});

it('that cannot be written stop no work', () => {
  const file = join(temporaryFolder(), 'a file');
  writeFileSync(file, 'not a folder');
  expect(() => createSettings(file).rememberRater('Ada')).not.toThrow();
  expect(readFileSync(file, 'utf8')).toBe('not a folder');
});

it('leave no half of a file where the place is taken', () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'settings.json'));
  createSettings(dir).rememberRater('Ada');
  expect(readdirSync(dir)).toEqual(['settings.json']);
  expect(existsSync(join(dir, 'settings.json'))).toBe(true);
});
