import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folderWith, xlsx } from '../test-support.ts';
import { decimalNumber, foldName, frameNumber } from './cells.ts';
import { findColumns } from './columns.ts';
import { parseCsv } from './csv.ts';
import { readTables } from './read-tables.ts';

const csv = (text: string) => parseCsv(Buffer.from(text), 'table.csv');

describe('parseCsv', () => {
  test('rows keep their line, over blank lines and cells of several lines', () => {
    const { rows } = csv('\ufeffa,b\r\n1,"x\r\ny"\r\n\r\n 3 ,"4, 5"\r\n');
    expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, '1', 'x\r\ny'],
      [4, ''],
      [5, '3', '4, 5'],
    ]);
  });

  test('semicolons and tabs', () => {
    expect(csv('a;b\n0,5;2').rows[1]?.cells).toEqual(['0,5', '2']);
    expect(csv('a\tb\n1\t2').rows[1]?.cells).toEqual(['1', '2']);
  });

  test('a quote that is never closed costs its own line', () => {
    const { rows, badRows } = csv('a,b\n1,2\n"5,6\n7,8');
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 4]);
    expect(badRows).toEqual([{ row: 3, reason: 'a quote in this line is never closed' }]);
  });

  test('any line ends, also mixed', () => {
    expect(csv('a,b\r1,2\n3,4\r\n5,6').rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [3, '3', '4'],
      [4, '5', '6'],
    ]);
  });

  test('rows that two stray quotes have made one are listed; prose of several lines is not', () => {
    const { rows, badRows } = csv('a,b,c\n1,"2,3\n4,5,6\n7,8",9\n10,"x\ny, z",12');
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 5]);
    expect(badRows).toEqual([
      { row: 3, reason: 'it stands within a quoted cell that begins in row 2: it is not read as a row' },
    ]);
  });

  test('a line too long to be a row costs itself', () => {
    const { rows, badRows } = csv(`a,b\n1,${'x'.repeat(1_000_001)}\n3,4`);
    expect(rows.map(({ row }) => row)).toEqual([1, 3]);
    expect(badRows).toEqual([{ row: 2, reason: 'this line is too long to be a row' }]);
  });

  test('refuses bytes that are no text, reads UTF-16 with its mark', () => {
    expect(() => parseCsv(Buffer.from([0x61, 0xff, 0x62]), 'bad.csv')).toThrow(/bad.csv is not UTF-8/);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('é,b\n1,2', 'utf16le')]);
    expect(parseCsv(utf16, 'x').rows[0]?.cells).toEqual(['é', 'b']);
    expect(parseCsv(Buffer.from(utf16).swap16(), 'x').rows[0]?.cells).toEqual(['é', 'b']);
    expect(() => parseCsv(utf16.subarray(2), 'bare.csv')).toThrow(/bare.csv is not UTF-8/);
  });
});

describe('readTables', () => {
  test('reads a workbook: text and numbers as written, rows as Excel counts them', async () => {
    const dir = folderWith({
      'a.xlsx': xlsx([[null], ['Subject', null, 'Onset'], ['01', null, 46], [1, null, '0.10']]),
    });
    const [table] = await readTables(join(dir, 'a.xlsx'));
    expect(table?.rows).toEqual([
      { row: 2, cells: ['Subject', '', 'Onset'] },
      { row: 3, cells: ['01', '', '46'] },
      { row: 4, cells: ['1', '', '0.10'] },
    ]);
  });

  test.each([
    ['text.xlsx', 'hello', /cannot be read as an Excel workbook/],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /legacy/],
    ['empty.csv', '', /is empty/],
  ])('refuses %s', async (name, content, message) => {
    const dir = folderWith({ [name]: content });
    await expect(readTables(join(dir, name))).rejects.toThrow(message);
  });

  test('says where a file should be', async () => {
    await expect(readTables('/nowhere/x.csv')).rejects.toThrow(
      '/nowhere/x.csv cannot be read: it does not exist.',
    );
  });
});

describe('findColumns', () => {
  const names = { clip: ['Filename', 'Clip'], onset: ['OnsetFrame', 'Onset'] } as const;
  test('finds headers however they are spelled, below other rows', () => {
    const columns = findColumns(
      csv('About onset\n\n,File name,x,ONSET_frame\n,a,b,7\n\n,c,d,8'),
      names,
      ['clip'],
      't',
    );
    expect(columns.headers).toEqual({ clip: 'File name', onset: 'ONSET_frame' });
    expect(
      columns.rows.map((row) => [row.row, columns.cell(row, 'clip'), columns.cell(row, 'onset')]),
    ).toEqual([
      [4, 'a', '7'],
      [6, 'c', '8'],
    ]);
  });

  test('tells what stands above the header, and cells beyond it', () => {
    const columns = findColumns(
      csv('About it\n,z,3\n,Filename,Onset\n,a,1,,more'),
      names,
      ['clip', 'onset'],
      't',
    );
    expect(columns.badRows).toEqual([
      { row: null, reason: 'a row above the header in row 3 is not read' },
      { row: 2, reason: 'it stands above the header in row 3: it is not read' },
      { row: 4, reason: 'it has more cells than the header: 1 left out' },
    ]);
    expect(columns.allHeaders).toEqual(['Filename', 'Onset']);
    expect(columns.find(['Nothing', 'on set'])?.header).toBe('Onset');
  });

  test('the surer of two headers is taken', () => {
    const columns = findColumns(csv('Clip,Filename\na,b'), names, ['clip'], 't');
    expect(columns.headers.clip).toBe('Filename');
  });

  test('names what is missing and what is there', () => {
    expect(() => findColumns(csv('Filename,Start\na,1'), names, ['clip', 'onset'], 'sheet.csv')).toThrow(
      'sheet.csv has no column for onset (such as "OnsetFrame"). Its columns: Filename, Start.',
    );
  });
});

describe('cells', () => {
  test('frame numbers are whole, from 0, also as 46.0', () => {
    expect(['46', '0', '46.0', '007'].map(frameNumber)).toEqual([46, 0, 46, 7]);
    expect(['-1', '4.5', 'x', '', '1e3', '99999999999999999999'].map(frameNumber)).toEqual(
      Array(6).fill(undefined),
    );
  });

  test('decimals: what is a number and what is none', () => {
    expect(['0.5', '.5', '1', '0,25', '1e-1', '-0.1'].map(decimalNumber)).toEqual([
      0.5, 0.5, 1, 0.25, 0.1, -0.1,
    ]);
    expect(['NaN', 'Infinity', '0x1', '50%', '1.2.3', ''].map(decimalNumber)).toEqual(
      Array(6).fill(undefined),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => decimalNumber(String(x)) === x),
    );
  });

  test('names of digits are compared by value', () => {
    expect(foldName('001')).toBe(foldName('1'));
    expect(foldName('000')).toBe(foldName('0'));
    expect(foldName('S01')).not.toBe(foldName('S1'));
    expect(foldName('e\u0301')).toBe(foldName('\u00e9'));
  });
});
