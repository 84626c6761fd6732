import { expect, test } from 'vitest';
import { foldSubject, joinClips, type PlacedClip, type SourceClip } from './clip-identity.ts';
import type { KnownClip } from './plan.ts';

const known = (dataset: string | null, subject: string | null, name: string) => ({
  key: `k/${dataset}/${subject}/${name}`,
  name,
  dataset,
  subject,
});
const createClipJoin = (all: readonly KnownClip[]) => (clip: SourceClip) => joinOne(all, clip);
function joinOne(all: readonly KnownClip[], clip: SourceClip): PlacedClip {
  const [placed] = joinClips(all, [clip]);
  if (placed === undefined) throw new Error('Every clip is placed.');
  return placed;
}
const source = (dataset: string | null, subject: string, name: string) => ({
  dataset,
  subject,
  name,
  key: `new/${dataset}/${subject}/${name}`,
});

test('subjects are compared by their number, whatever stands before it', () => {
  expect(
    new Set(['1', '01', '001', 'sub1', 'sub01', 'Sub_01', 's01', 'S1', 'subject 1'].map(foldSubject)),
  ).toEqual(new Set(['1']));
  const others = ['10', 'sub10x', 'Ines', 'S', 'spNO.1', 'EP01'];
  expect(new Set(others.map(foldSubject)).size).toBe(others.length);
});

test('a clip is found by data set, subject and name, however the subject is written', () => {
  const join = createClipJoin([known('casme2', '01', 'EP02_01f'), known('samm', '006', '006_1_2')]);
  expect(join(source('casme2', 'sub01', 'EP02_01f'))).toEqual({
    key: 'k/casme2/01/EP02_01f',
    name: 'EP02_01f',
    subject: '01',
    isAssumed: false,
  });
  expect(join(source('samm', '6', '006_1_2'))).toMatchObject({ key: 'k/samm/006/006_1_2', subject: '006' });
  for (const other of [
    source('samm', '01', 'EP02_01f'),
    source('casme2', '02', 'EP02_01f'),
    source('casme2', '1', 'EP02_01'),
  ])
    expect(join(other).key).toBe(other.key);
});

test('without a data set only the key joins; to a clip of none subject and name join, and it is said', () => {
  const join = createClipJoin([known('casme2', '01', 'a'), known(null, '02', 'b'), known(null, null, 'c')]);
  expect(join(source(null, '01', 'a')).key).toBe('new/null/01/a');
  expect(join({ ...source(null, 'x', 'y'), key: 'k/casme2/01/a' })).toMatchObject({
    name: 'a',
    subject: '01',
  });
  expect(join(source('casme2', 'sub02', 'b'))).toMatchObject({
    key: 'k/null/02/b',
    subject: '02',
    isAssumed: true,
  });
  expect(join(source('casme2', '', 'c')).key).toBe('new/casme2//c');
  const twice = createClipJoin([known(null, '02', 'b'), { ...known(null, '2', 'b'), key: 'other' }]);
  expect(twice(source('casme2', '2', 'b'))).toMatchObject({ key: 'new/casme2/2/b', isAssumed: false });
});

test('subjects of one name in two data sets are two, and keep their names', () => {
  const clips = [
    source('casme2', 'sub11', 'a'),
    source('casme2', '06', 'a'),
    source('samm', '6', 'b'),
    source('samm', '006', 'c'),
    source('samm', '11', 'd'),
    source('smic', 's06', 'e'),
  ];
  const names = (all: readonly KnownClip[]) => joinClips(all, clips).map(({ subject }) => subject);
  const first = ['sub11', '06', 'samm 6', 'samm 6', '11', 's06'];
  expect(names([])).toEqual(first);
  const stored = clips.map(({ dataset, name }, i) => known(dataset, first[i] ?? '', name));
  expect(names(stored)).toEqual(first);
  expect(createClipJoin(stored)(source('samm', '6', 'b')).key).toBe('k/samm/samm 6/b');
  // In another order of imports others are renamed, but nobody is two or shares a name.
  expect(names([known('samm', '006', 'x')])).toEqual(['sub11', 'casme2 06', '006', '006', '11', 's06']);
  // Whose clips are not known may be anybody, unless a clip is known to be the same.
  const unknown = [known(null, '11', 'x'), known(null, '06', 'a')];
  expect(names(unknown)).toEqual(['sub11', '06', 'samm 6', 'samm 6', 'samm 11', 's06']);
});

test('a clip that a source names twice is one, however its subject is written', () => {
  const [a, b, c] = joinClips([], [source('x', '1', 'a'), source('x', 'sub01', 'a'), source('y', '1', 'a')]);
  expect(b).toEqual(a);
  expect(c?.key).not.toBe(a?.key);
});
