import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ActionUnit, formatActionUnits, parseActionUnits, unitsSeen } from './action-units.ts';

const plain = { side: null, strength: null, isReference: false } as const;

it.each<[string, ActionUnit[]]>([
  ['12', [{ ...plain, unit: 12 }]],
  ['AU4', [{ ...plain, unit: 4 }]],
  [
    'R6A+R12',
    [
      { unit: 6, side: 'right', strength: 'A', isReference: false },
      { ...plain, unit: 12, side: 'right' },
    ],
  ],
  [
    'ref(7B)+43C',
    [
      { unit: 7, side: null, strength: 'B', isReference: true },
      { ...plain, unit: 43, strength: 'C' },
    ],
  ],
  [
    '4+L12',
    [
      { ...plain, unit: 4 },
      { ...plain, unit: 12, side: 'left' },
    ],
  ],
  [
    '6 12',
    [
      { ...plain, unit: 6 },
      { ...plain, unit: 12 },
    ],
  ],
  [
    'l10, au12b',
    [
      { ...plain, unit: 10, side: 'left' },
      { ...plain, unit: 12, strength: 'B' },
    ],
  ],
  [
    'ref(4+R7A)',
    [
      { ...plain, unit: 4, isReference: true },
      { unit: 7, side: 'right', strength: 'A', isReference: true },
    ],
  ],
  ['', []],
])('reads %j', (text, units) => {
  expect(parseActionUnits(text)).toEqual({ units, problems: [] });
});

it('keeps what it can read and lists the rest', () => {
  expect(parseActionUnits('17+?')).toEqual({
    units: [{ ...plain, unit: 17 }],
    problems: ['"?" is no action unit.'],
  });
  expect(parseActionUnits('0+12F+ref(7B').problems).toEqual([
    '"0" is no action unit.',
    '"12F" is no action unit.',
    '"ref(7B" is no action unit.',
  ]);
});

it('what is in the neutral frame was not seen, and sides are one unit', () => {
  expect(unitsSeen(parseActionUnits('ref(7B)+L12+R12+4').units)).toEqual(new Set([12, 4]));
});

it('what is written is read back', () => {
  const unit: fc.Arbitrary<ActionUnit> = fc.record({
    unit: fc.integer({ min: 1, max: 99 }),
    side: fc.constantFrom('left', 'right', null),
    strength: fc.constantFrom('A', 'B', 'C', 'D', 'E', null),
    isReference: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      expect(parseActionUnits(formatActionUnits(units))).toEqual({ units, problems: [] });
    }),
  );
});

it('no text makes it fail', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseActionUnits(text)));
});
