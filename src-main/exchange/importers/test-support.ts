import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { VideoProbe } from '#shared/domain/frames.ts';
import { type ImportRequest, importRequest } from '#shared/domain/import.ts';
import type { ImportTask, KnownClips, ProbeVideo } from './plan.ts';

/** A folder that is gone after the test, holding these files below it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'onset-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  addFiles(dir, files);
  return dir;
}

export function addFiles(dir: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
}

/** A request as it comes through the contract, its defaults filled in. */
export function request(
  given: Pick<ImportRequest, 'kind' | 'source'> & Partial<ImportRequest>,
): ImportRequest {
  return importRequest.parse(given);
}

export const quietTask: ImportTask = { signal: new AbortController().signal, report: () => {} };
export const noVideos: ProbeVideo = () => Promise.reject(new Error('There is no video.'));
export const noClips: KnownClips = { all: () => [], sourceNumbers: () => [] };

/** Begins like an MP4. */
export const film = (content: string) => Buffer.from(`\0\0\0\x14ftypisom${content}`, 'latin1');
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A decoder that finds three frames at uneven times in whatever it is given, or what `found` says of it. */
export function stubProbe(found: Partial<VideoProbe> = {}) {
  const asked: string[] = [];
  const probe: ProbeVideo = async (file) => {
    asked.push(basename(file));
    return {
      ...{ widthPx: 4, heightPx: 4, codec: 'h264', frameCount: 3, fps: null, timestampsMs: [0, 40, 100] },
      ...{ damage: null, fileHash: sha256(readFileSync(file)) },
      ...found,
    };
  };
  return { probe, asked };
}

function chunk(type: string, data: Uint8Array): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  framed.set(data, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, -4)), data.length + 8);
  return framed;
}

/** A grey square of one shade, as a whole PNG. */
export function png(shade: number, size = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.writeUInt8(8, 8);
  const rows = Buffer.alloc(size * (size + 1), shade % 256);
  for (let row = 0; row < size; row++) rows[row * (size + 1)] = 0;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('tEXt', Buffer.from(`Comment\0${shade}`, 'latin1')),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A grey square of one shade, 24 bits a pixel, as a whole BMP. */
export function bmp(shade: number, size = 2): Buffer {
  const rowBytes = Math.ceil((size * 24) / 32) * 4;
  const file = Buffer.alloc(54 + rowBytes * size, shade % 256);
  file.fill(0, 0, 54);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(size, 18);
  file.writeInt32LE(size, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return file;
}

const base64 = (text: string) => Buffer.from(text, 'base64');

/** 2x2 pixels each, written by libvips. The JPEG is progressive: several scans. */
export const samples = {
  jpeg: base64(
    '/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wgARCAACAAIDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUAQEAAAAAAAAAAAAAAAAAAAAE/9oADAMBAAIQAxAAAAGA4//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAQUCf//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQMBAT8Bf//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8Bf//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEABj8Cf//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAT8hf//aAAwDAQACAAMAAAAQ/wD/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAEDAQE/EH//xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAECAQE/EH//xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAE/EH//2Q==',
  ),
  webp: base64('UklGRjIAAABXRUJQVlA4ICYAAACwAQCdASoCAAIABUB8JaACdLoABDAAAP4TH0Jse1Ff/Abr4tl8AA=='),
  gif: base64('R0lGODlhAgACAIAAAExpcQrIHiH5BAUAAAAALAAAAAACAAIAAAICjFMAOw=='),
  tiff: base64(
    'SUkqABQAAAAKyB4KyB4KyB4KyB4PAAABAwABAAAAAgAAAAEBAwABAAAAAgAAAAIBAwADAAAA3gAAAAMBAwABAAAAAQAAAAYBAwABAAAAAgAAABEBBAABAAAACAAAABIBAwABAAAAAQAAABUBAwABAAAAAwAAABYBAwABAAAAAAEAABcBBAABAAAADAAAABoBBQABAAAAzgAAABsBBQABAAAA1gAAABwBAwABAAAAAQAAACgBAwABAAAAAgAAAFMBAwADAAAA5AAAAAAAAAAzM8sAAAAIADMzywAAAAgACAAIAAgAAQABAAEA',
  ),
};

/** A workbook of one sheet; a number is written as a number, text as text, null as no cell at all. */
export function xlsx(rows: readonly (readonly (string | number | null)[])[]): Buffer {
  const cell = (value: string | number | null, row: number, column: number) => {
    const at = `r="${String.fromCharCode(65 + column)}${row + 1}"`;
    if (value === null) return '';
    return typeof value === 'number' ? `<c ${at}><v>${value}</v></c>` : textCell(at, value);
  };
  const body = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((value, column) => cell(value, row, column)).join('')}</row>`,
  );
  return workbook(`<sheetData>${body.join('')}</sheetData>`);
}

/** A workbook of one sheet, as its XML; `texts` are the shared ones, `formats` the codes of its cells' formats. */
export function workbook(
  sheet: string,
  {
    texts = [],
    formats = [],
  }: { readonly texts?: readonly string[]; readonly formats?: readonly string[] } = {},
): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts = { rId1: 'worksheet', rId2: 'sharedStrings', rId3: 'styles' };
  const targets = { rId1: 'worksheets/sheet1.xml', rId2: 'sharedStrings.xml', rId3: 'styles.xml' };
  const relations = (['rId1', 'rId2', 'rId3'] as const).map(
    (id) => `<Relationship Id="${id}" Type="${office}/${parts[id]}" Target="${targets[id]}"/>`,
  );
  const own = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`);
  const cellFormats = ['<xf numFmtId="0"/>', ...formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`)];
  return zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relationships}">${relations.join('')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}">${sheet}</worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${texts.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${own.join('')}</numFmts><cellXfs>${cellFormats.join('')}</cellXfs></styleSheet>`,
  });
}

function textCell(at: string, text: string): string {
  return `<c ${at} t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** PKZIP application note, 4.3: local headers with their data, then the central directory. Parts are deflated, as Excel does. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, data] = [Buffer.from(path), Buffer.from(text)];
    const packed = deflateRawSync(data);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(data), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(data.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    const fixed = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, sizes, name, packed]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fixed, sizes, place, name]));
    pieces.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, index, end]);
}
