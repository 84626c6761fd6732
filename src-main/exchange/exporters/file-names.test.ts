import { expect, test } from 'vitest';
import { createFileNames } from './file-names.ts';

test.each([
  [['casme2', '01', 'EP02_01f'], 'casme2/01/EP02_01f.eaf'],
  [['a:b?', '..', '.'], 'a_b_/_/_.eaf'],
  [['', ' x. '], '_/x.eaf'],
  [['CON', 'nul.txt', '.hidden'], '_CON/_nul.txt/_.hidden.eaf'],
  [['a\nb\0', 'c/d\\e'], 'a_b_/c_d_e.eaf'],
  [['微表情 É'], '微表情 É.eaf'],
])('%j', (parts, path) => {
  expect(createFileNames()(parts, '.eaf')).toBe(path);
});

test('no two are alike, not even but for their case', () => {
  const nameOf = createFileNames();
  const names = ['a', 'A', 'a', 'a (2)'].map((part) => nameOf([part], '.eaf'));
  expect(names).toEqual(['a.eaf', 'A (2).eaf', 'a (3).eaf', 'a (2) (2).eaf']);
});

test('no part is longer than a file system takes', () => {
  const [part = ''] = createFileNames()(['🙂'.repeat(500), 'x'], '').split('/');
  expect(Buffer.byteLength(part)).toBe(120);
});
