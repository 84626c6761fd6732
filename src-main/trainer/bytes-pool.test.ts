import { expect, test } from 'vitest';
import { createBytesPool } from './bytes-pool.ts';

test('what is in use is given to nobody else; what is given back is used again', () => {
  const pool = createBytesPool();
  const one = pool.take(8);
  pool.giveBack(one);
  const again = pool.take(8);
  expect(again).toBe(one);
  const other = pool.take(8);
  expect(other).not.toBe(one);
  expect(pool.take(4)).toHaveLength(4);
});

test('it keeps little, whatever was given back; the newest stay', () => {
  const pool = createBytesPool();
  const large = Array.from({ length: 5 }, () => pool.take(10 * 1024 ** 2));
  for (const buffer of large) pool.giveBack(buffer);
  const kept = large.map(() => pool.take(10 * 1024 ** 2)).filter((buffer) => large.includes(buffer));
  expect(new Set(kept)).toEqual(new Set(large.slice(2)));
});
