import { expect, test } from 'vitest';
import { damagedVariants } from './damaged-files.ts';

const file = Buffer.from('subject,clip,class\r\nsub01,EP02_01f,1\r\nsub02,ÉP01_11f,0\r\n');
const made = (count: number, seed: number) => [...damagedVariants(file, count, seed)];

test('the same seed damages alike, another elsewhere; the file itself stays', () => {
  const before = Buffer.from(file);
  expect(made(60, 1)).toEqual(made(60, 1));
  expect(made(60, 1)).not.toEqual(made(60, 2));
  expect(file.equals(before)).toBe(true);
});

test('of 200 each has a name of its own, and nearly all differ from the file and from one another', () => {
  const variants = made(200, 1);
  expect(new Set(variants.map(({ name }) => name)).size).toBe(200);
  const contents = new Set(variants.map(({ bytes }) => Buffer.from(bytes).toString('base64')));
  expect(contents.size).toBeGreaterThan(120);
  expect(variants.filter(({ bytes }) => file.equals(bytes)).length).toBeLessThan(10);
});

test('each kind does what it says', () => {
  const bytesOf = (kind: string) => {
    const bytes = made(25, 3).find(({ name }) => name.endsWith(kind))?.bytes;
    if (bytes === undefined) throw new Error(`No variant ${kind}`);
    return Buffer.from(bytes);
  };
  expect(file.subarray(0, bytesOf('cut off').length).equals(bytesOf('cut off'))).toBe(true);
  expect(bytesOf('UTF-16LE').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
  expect(bytesOf('UTF-16BE').subarray(0, 4)).toEqual(Buffer.from([0xfe, 0xff, 0, 0x73]));
  expect(bytesOf('Latin-1').includes(0xe9)).toBe(true);
  expect(bytesOf('byte order mark')).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file]));
  expect(bytesOf('a long cell').length).toBeGreaterThan(1_000_000);
  expect(bytesOf('a long line').toString('utf8')).toMatch(/(^|\n)(7 ){500000}(\n|$)/);
  expect(bytesOf('bytes zeroed').includes(0)).toBe(true);
  expect(bytesOf('a formula').toString('utf8')).toMatch(/[=+@-](1|2|SUM|cmd|HYPER)/);
  expect(bytesOf('a line lost').toString('utf8').split('\n')).toHaveLength(3);
  expect(bytesOf('blank').toString('utf8').trim()).toBe('');
});

test('a file of nothing and one that is no text can be damaged too', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('PK\x03\x04\xff\xfe\x80\x00\x01', 'latin1')])
    expect([...damagedVariants(bytes, 75, 5)]).toHaveLength(75);
});
