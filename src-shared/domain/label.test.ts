import { expect, test } from 'vitest';
import { EMPTY_LABEL, intensity, labelMarksProblem } from './label.ts';

const marks = (onset: number | null, apex: number | null, offset: number | null) => ({
  ...EMPTY_LABEL,
  onset,
  apex,
  offset,
});

test('marks in order within the clip are fine, also where some are not set', () => {
  expect(labelMarksProblem(marks(0, 4, 9), 10)).toBeNull();
  expect(labelMarksProblem(marks(3, 3, 3), 10)).toBeNull();
  expect(labelMarksProblem(marks(null, 4, null), 10)).toBeNull();
});

test.each([
  [marks(0, 4, 10), /offset \(frame 10\) is past the clip's last frame \(9\)/],
  [marks(5, 4, 9), /onset \(frame 5\) comes after the apex \(frame 4\)/],
  [marks(0, 8, 7), /apex \(frame 8\) comes after the offset/],
  [marks(8, null, 7), /onset \(frame 8\) comes after the offset/],
])('%o is refused', (values, reason) => {
  expect(labelMarksProblem(values, 10)).toMatch(reason);
});

test('intensity is 0 to 1, both included, and a number', () => {
  expect([0, 0.5, 1].every((value) => intensity.safeParse(value).success)).toBe(true);
  expect([-0.01, 1.01, Number.NaN, '0.5', null].some((value) => intensity.safeParse(value).success)).toBe(
    false,
  );
});
