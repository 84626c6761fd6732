import { describe, expect, test } from 'vitest';
import { clipName, createNamePattern, trailingNumber } from './name-pattern.ts';

const CK = '(?<subject>S\\d+)_(?<clip>\\d+)_(?<frame>\\d+)';

describe('createNamePattern', () => {
  test('reads subject, clip and frame from a name', () => {
    expect(createNamePattern(CK).read('happy/S010_004_00000017.png')).toEqual({
      subject: 'S010',
      clip: '004',
      frame: '00000017',
    });
  });

  test('the name comes before the path, the path before nothing', () => {
    const pattern = createNamePattern('(?<subject>s\\d+)');
    expect(pattern.read('s1/s2.png')?.subject).toBe('s2');
    expect(pattern.read('s1/img.png')?.subject).toBe('s1');
    expect(pattern.read('x/img.png')).toBeNull();
  });

  test('an anchored pattern fits the name, one with a slash the path', () => {
    expect(createNamePattern('^(?<clip>\\w+)\\.png$').read('a/b/c.png')?.clip).toBe('c');
    expect(createNamePattern('^[^/]+/(?<clip>[^/]+)/').read('a/b/c.png')?.clip).toBe('b');
  });

  test('a group that takes no part is null', () => {
    const pattern = createNamePattern('(?<subject>S\\d+)(_(?<clip>\\d+))?');
    expect(pattern.read('S1.png')).toEqual({ subject: 'S1', clip: null, frame: null });
  });

  test.each([
    ['(?<subject', /is not a regular expression/],
    ['(?P<subject>S\\d+)', /Write \(\?<name>…\) instead/],
    ['S(\\d+)', /names no group/],
    ['(?<person>\\d+)_(?<clip>\\d+)', /unknown group person/],
  ])('refuses %s', (source, message) => {
    expect(() => createNamePattern(source)).toThrow(message);
    expect(() => createNamePattern(source)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});

test.each([
  ['img046.jpg', 46],
  ['006_05562.jpg', 5562],
  ['a/reg_img1.png', 1],
  ['S010_004_00000017.png', 17],
  ['7/apex.png', null],
  ['x12345678901234567890.png', null],
  ['frame12_left.png', 12],
])('the number of %s is %s', (path, number) => expect(trailingNumber(path)).toBe(number));

test('a clip is named with its subject unless its name holds it', () => {
  expect(clipName('S010', '004')).toBe('S010_004');
  expect(clipName('s20', 's20_ne_01')).toBe('s20_ne_01');
  expect(clipName('s20', 'train/s20/02')).toBe('train/s20/02');
  expect(clipName('s_20', 'film_s_20_02')).toBe('film_s_20_02');
  expect(clipName(null, '004')).toBe('004');
  // A part of a part is no name of the subject.
  expect(clipName('1', 'EP12')).toBe('1_EP12');
  expect(clipName('s2', 's20_ne_01')).toBe('s2_s20_ne_01');
});

test('a name is that of its clip alone', () => {
  const names = ['1', '2', '11'].flatMap((subject) => ['EP1', 'EP12'].map((clip) => clipName(subject, clip)));
  expect(new Set(names).size).toBe(6);
});
