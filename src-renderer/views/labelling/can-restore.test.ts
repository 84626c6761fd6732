import { expect, it } from 'vitest';
import { raterId } from '#shared/domain/ids.ts';
import { canRestore } from './can-restore.ts';

const [ada, bob, adjudicator] = [raterId.parse(1), raterId.parse(2), raterId.parse(3)];

it.each([
  ['a former state of one’s own', { raterId: ada, isPresent: false }, true],
  ['what is said now', { raterId: ada, isPresent: true }, false],
  ['a former state of another’s', { raterId: bob, isPresent: false }, false],
  ['what was adjudicated before', { raterId: adjudicator, isPresent: false }, true],
  ['what is adjudicated now', { raterId: adjudicator, isPresent: true }, false],
])('%s', (_, entry, can) => {
  expect(canRestore(entry, ada, adjudicator)).toBe(can);
  expect(canRestore(entry, null, adjudicator)).toBe(false);
});
