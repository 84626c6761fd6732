import { expect, it } from 'vitest';
import { indicesOf } from './frame-choice.ts';

const AT = { shown: 7, onset: 3, offset: 5 };

it('writes the frame shown, onset to offset with both, or all', () => {
  expect(indicesOf('shown', AT)).toEqual([7]);
  expect(indicesOf('coded', AT)).toEqual([3, 4, 5]);
  expect(indicesOf('all', AT)).toBeNull();
});

it('has nothing to write where there is no frame or a mark is missing', () => {
  expect(indicesOf('shown', { ...AT, shown: null })).toBeUndefined();
  expect(indicesOf('coded', { ...AT, offset: null })).toBeUndefined();
  expect(indicesOf('coded', { ...AT, offset: 2 })).toBeUndefined();
});
