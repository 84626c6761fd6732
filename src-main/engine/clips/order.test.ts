import { expect, it } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { sortedByKey } from './order.ts';

it('sorts as a stable sort by comparison does, what is not known last', () => {
  const random = createRandom(3);
  for (let round = 0; round < 50; round++) {
    const size = random.int(200);
    const draw = () => [Number.NaN, 0, -0, 1, random.int(3) / 2, random.next(), 1e9 * random.next()];
    const keys = Float64Array.from({ length: size }, () => draw()[random.int(7)] ?? 0);
    const places = Int32Array.from(keys.keys()).filter(() => random.next() < 0.7);
    for (const sign of [1, -1]) {
      const expected = Array.from(places).sort((a, b) => {
        const [x = 0, y = 0] = [keys[a], keys[b]];
        if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return sign * (x - y);
      });
      expect(Array.from(sortedByKey(places, keys, sign === -1))).toEqual(expected);
    }
  }
});
