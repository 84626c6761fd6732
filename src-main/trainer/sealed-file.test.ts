import { expect, test } from 'vitest';
import { z } from 'zod';
import { seal, unseal } from './sealed-file.ts';

const schema = z.object({ name: z.string() });
const vectors = [Float32Array.of(1, -0.1, 3.5e-8), new Float32Array(0), Float32Array.of(7)];
// A name whose bytes put the vectors off any multiple of four.
const sealed = seal({ name: 'épreuve' }, vectors);

test('what was sealed comes back bit by bit, wherever in memory it lies', () => {
  const shifted = new Uint8Array(sealed.length + 1).subarray(1);
  shifted.set(sealed);
  for (const bytes of [sealed, shifted])
    expect(unseal(bytes, schema)).toEqual({ content: { name: 'épreuve' }, vectors });
});

test('a single changed bit, anywhere, is noticed', () => {
  for (let at = 0; at < sealed.length; at++) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 4;
    expect(unseal(changed, schema), `byte ${at}`).toBeNull();
  }
});

test('one that was cut off, goes on, or is something else is none', () => {
  for (let length = 0; length < sealed.length; length++)
    expect(unseal(sealed.subarray(0, length), schema), `${length} bytes`).toBeNull();
  expect(unseal(Uint8Array.from([...sealed, 0]), schema)).toBeNull();
  expect(unseal(new TextEncoder().encode('clip,rater\n'.repeat(100)), schema)).toBeNull();
});

test('whole, but of other content, is none', () => {
  expect(unseal(seal({ name: 3 }, vectors), schema)).toBeNull();
});
