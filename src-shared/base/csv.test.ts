import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecord } from './csv.ts';

test('only what needs quotes gets them', () => {
  expect(csvRecord(['EP01', null, 0.5, true, 'a,b', 'say "x"'])).toBe('EP01,,0.5,true,"a,b","say ""x"""\r\n');
});

test('a CSV reader gets back what was written', () => {
  const records = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 });
  fc.assert(
    fc.property(records, (written) => {
      const text = written.map(csvRecord).join('');
      expect(parse(text, { record_delimiter: '\r\n' })).toEqual(written);
    }),
  );
});
