import { describe, expect, test } from 'vitest';
import { workbook, xlsx } from '../../test-support.ts';
import { readXlsx } from '../xlsx.ts';

const rowsOf = async (bytes: Buffer) => {
  const [table] = await readXlsx(bytes, 'a.xlsx');
  return { cells: table?.rows.map(({ row, cells }) => [row, ...cells]), bad: table?.badRows };
};
const sheet = (...rows: readonly string[]) => `<sheetData>${rows.join('')}</sheetData>`;

describe('readXlsx', () => {
  test('texts of every kind: shared, inline, of a formula; truths, numbers, dates', async () => {
    const cells = [
      '<c r="A1" t="s"><v>0</v></c>',
      '<c r="B1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>no</t></rPh></is></c>',
      '<c r="C1" t="str"><f>A1</f><v>x</v></c>',
      '<c r="D1" t="b"><v>1</v></c>',
      '<c r="E1"><f>1+1</f><v>2</v></c>',
      '<c r="F1" s="1"><v>41275</v></c>',
      '<c r="G1" s="2"><v>41275</v></c>',
      '<c r="H1"><v>1.7581039E7</v></c>',
      '<c r="I1" t="d"><v>2014-05-08</v></c>',
    ];
    const options = { texts: ['R6A & "x"_x0041_'], formats: ['dd/mm/yyyy', '0.00"d"'] };
    const { cells: read, bad } = await rowsOf(workbook(sheet(`<row r="1">${cells.join('')}</row>`), options));
    expect(read).toEqual([
      [1, 'R6A & "x"A', 'a b', 'x', 'true', '2', '2013-01-01', '41275', '17581039', '2014-05-08'],
    ]);
    expect(bad).toEqual([]);
  });

  test('rows and cells without a place follow the one before; gaps stay gaps, empty rows go', async () => {
    const { cells } = await rowsOf(
      workbook(
        sheet(
          '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row>',
          '<row r="7"/>',
          '<row><c><v>8</v></c></row>',
        ),
      ),
    );
    expect(cells).toEqual([
      [1, '1', '', '3', '4'],
      [8, '8'],
    ]);
  });

  test('what cannot be read is told with its cell', async () => {
    const cells =
      '<c r="A2" t="e"><v>#REF!</v></c><c r="B2"><f>A1</f></c><c r="C2" t="s"><v>5</v></c><c r="ZZZ2"><v>1</v></c>';
    const { cells: read, bad } = await rowsOf(
      workbook(sheet(`<row r="2">${cells}<c r="D2"><v>4</v></c></row>`)),
    );
    expect(read).toEqual([[2, '', '', '', '4']]);
    expect(bad?.map(({ row, reason }) => [row, reason.replace(/:.*/, '')])).toEqual([
      [2, 'its cell A2 holds the error #REF!'],
      [2, 'its cell B2 holds a formula without its value (open and save the workbook)'],
      [2, 'its cell C2 refers to a text that the workbook does not hold'],
      [2, 'its cell ZZZ2 lies beyond column 1000'],
    ]);
  });

  test('merged cells speak for the rows below that say nothing, and that is told', async () => {
    const row = (n: number, a: string | null) =>
      `<row r="${n}">${a === null ? '' : `<c r="A${n}"><v>${a}</v></c>`}<c r="B${n}"><v>9</v></c></row>`;
    const merged =
      '<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="B3:D3"/><mergeCell ref="B1:B1048576"/><mergeCell ref="?"/></mergeCells>';
    const { cells, bad } = await rowsOf(
      workbook(sheet(row(1, '7'), row(2, null), row(3, '8'), row(4, null)) + merged),
    );
    expect(cells).toEqual([
      [1, '7', '9'],
      [2, '7', '9'],
      [3, '8', '9'],
      [4, '', '9'],
    ]);
    expect(bad).toEqual([
      { row: 1, reason: 'cells A1:A3 are merged: what this row says is taken for 1 row below it' },
    ]);
  });

  test('damage is said in words', async () => {
    const whole = xlsx([
      ['a', 'b'],
      [1, 2],
    ]);
    const flipped = Buffer.from(whole);
    const place =
      flipped.lastIndexOf('xl/worksheets/sheet1.xml', flipped.indexOf('PK\x01\x02', 0, 'latin1')) + 30;
    flipped.writeUInt8(flipped.readUInt8(place) ^ 0xff, place);
    const locked = Buffer.from(whole);
    for (
      let at = locked.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = locked.indexOf('PK\x01\x02', at + 1, 'latin1')
    )
      locked.writeUInt8(1, at + 8);
    const refused = (bytes: Buffer, reason: RegExp) =>
      expect(readXlsx(bytes, 'a.xlsx')).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringMatching(reason),
      });
    await refused(whole.subarray(0, whole.length - 30), /its end is missing/);
    await refused(flipped, /a.xlsx cannot be read as an Excel workbook \(.xlsx\): /);
    await refused(locked, /password/);
    await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'), /legacy workbook \(.xls\) or has a password/);
    await refused(workbook('<sheetData><row><c><v>1</v></c>'), /cannot be read/);
    await refused(workbook('<sheetViews/>'), /its sheet Sheet1 holds no table/);
    await refused(
      workbook('<!DOCTYPE x [<!ENTITY l "lol">]><sheetData><row><c><v>&l;</v></c></row></sheetData>'),
      /cannot be read/,
    );
  });
});
