import { expect, it } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { inOrder } from './steady-order.ts';

const [a, b, c] = [clipId.parse(1), clipId.parse(2), clipId.parse(3)];
const list = (...ids: readonly (typeof a)[]) => ids.map((id) => ({ clipId: id }));

it('the same clips stay in the order they had', () => {
  expect(inOrder(list(b, c, a), [a, b, c])).toEqual(list(a, b, c));
});

it('other clips come in their own', () => {
  expect(inOrder(list(c, a), [a, b, c])).toEqual(list(c, a));
  expect(inOrder(list(c, b), [a, b])).toEqual(list(c, b));
});
