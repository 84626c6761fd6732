import { expect, it } from 'vitest';
import type { ImportReport } from '#shared/domain/import.ts';
import { readingInWords } from './reading.ts';

const counts = { clips: 0, frames: 0, labels: 0 };
const REPORT: ImportReport = {
  ...{ ...counts, subjects: 0, classes: {}, added: counts, isNews: false, skipped: [], aliasesApplied: {} },
  ...{ missingMedia: 0, layout: null, columns: null, recognised: null, headers: null, attributes: null },
  ...{ missingColumns: [], datasets: {}, examples: [] },
};

it('says what a sheet was recognised as, its data sets, columns and the attributes of subjects', () => {
  expect(readingInWords(REPORT)).toEqual([]);
  const report = {
    ...REPORT,
    recognised: 'SAMM',
    datasets: { samm: 1234, casme2: 1 },
    aliasesApplied: { glad: 'happiness' },
    columns: { clip: 'Filename', emotion: 'Felt' },
    attributes: { age: 'Age' },
    layout: '{clip}.jpg',
  };
  expect(readingInWords(report)).toEqual([
    'Recognised as: SAMM',
    'Clips of data sets: samm 1,234, casme2 1',
    'Spellings mapped: glad → happiness',
    'Columns: clip from “Filename”, emotion from “Felt”',
    'Attributes of subjects: age from “Age”',
    'Layout: {clip}.jpg',
  ]);
});
