import { createRandom, deriveSeed, type Random } from '#shared/base/random.ts';
import { at } from '#shared/kernels/numbers.ts';

/** A file as it may come off a bad disk, a wrong program or a hasty hand; `name` says what was done to it. */
export interface DamagedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * `count` damaged copies of a file, the same for the same seed. Every kind of damage comes in turn, at random places;
 * from the second turn on a third of the copies are damaged twice. Made one at a time: some hold 1e6 characters more.
 * Text damage takes bytes that are no UTF-8 (a workbook) letter by letter as Latin-1, so it works on any file.
 */
export function* damagedVariants(bytes: Uint8Array, count: number, seed: number): Generator<DamagedFile> {
  for (let i = 0; i < count; i++) {
    const random = createRandom(deriveSeed(seed, `damage ${i}`));
    const [kind, damage] = at(DAMAGES, i % DAMAGES.length);
    const once = damage(Buffer.from(bytes), random);
    const isTwice = i >= DAMAGES.length && random.int(3) === 0;
    const [again, damageAgain] = at(DAMAGES, random.int(DAMAGES.length));
    yield {
      name: `${String(i).padStart(3, '0')} ${kind}${isTwice ? `, then ${again}` : ''}`,
      bytes: Uint8Array.from(isTwice ? damageAgain(once, random) : once),
    };
  }
}

type Damage = (bytes: Buffer, random: Random) => Buffer;

const LONG_CHARACTERS = 1_000_000;
const FORMULAS = ['=1+1', '=SUM(A1:A9)', '+1+1', '-2+3', '@SUM(1)', '=cmd|"/c calc"!A0', '=HYPERLINK("x")'];
const WRONG_VALUES = [
  ...['', ' ', 'NaN', 'Infinity', '-1', '1e999', '0.5', '1,5', '007', '0x10', 'true', 'null', '#REF!', '/'],
  ...[
    '2024-02-30',
    '99999999999999999999',
    '__proto__',
    'constructor',
    '../../etc',
    'ünïcödé',
    '微表情',
    '🙂',
  ],
];
const LINE_ENDS = ['\r\n', '\r', '\n', '\n\n\r\n', '\u2028', '\v', '\u0085'];
const BYTE_ORDER_MARK = '\ufeff';

const DAMAGES: readonly (readonly [string, Damage])[] = [
  ['cut off', (bytes, random) => bytes.subarray(0, random.int(bytes.length + 1))],
  ['its beginning lost', (bytes, random) => bytes.subarray(random.int(bytes.length + 1))],
  ['bytes flipped', overwriteBytes((random) => random.int(256))],
  ['bytes zeroed', overwriteBytes(() => 0)],
  ['NULs between', onText((text, random) => insert(text, '\0'.repeat(1 + random.int(5)), random))],
  ['a block repeated elsewhere', repeatBlock],
  ['UTF-16LE', (bytes) => Buffer.from(BYTE_ORDER_MARK + toText(bytes), 'utf16le')],
  ['UTF-16LE without mark', (bytes) => Buffer.from(toText(bytes), 'utf16le')],
  ['UTF-16BE', (bytes) => Buffer.from(BYTE_ORDER_MARK + toText(bytes), 'utf16le').swap16()],
  ['Latin-1', (bytes, random) => Buffer.from(insert(toText(bytes), 'é', random), 'latin1')],
  ['byte order mark', onText((text) => BYTE_ORDER_MARK + text)],
  ['byte order mark within', onText((text, random) => insert(text, BYTE_ORDER_MARK, random))],
  ['a long cell', replaceCell(() => 'x'.repeat(LONG_CHARACTERS))],
  ['a long line', onText((text, random) => spliceLine(text, () => '7 '.repeat(LONG_CHARACTERS / 2), random))],
  ['a formula', replaceCell((random) => at(FORMULAS, random.int(FORMULAS.length)))],
  ['a wrong value', replaceCell((random) => at(WRONG_VALUES, random.int(WRONG_VALUES.length)))],
  ['an open quote', onText((text, random) => insert(text, '"', random))],
  ['a cell more', onText((text, random) => spliceLine(text, (line) => `${line},x\tx x;x`, random))],
  [
    'a cell less',
    onText((text, random) => spliceLine(text, (line) => line.replace(/\S+[,;\t ]/, ''), random)),
  ],
  ['a line lost', onText((text, random) => spliceLine(text, () => null, random))],
  ['a line twice', onText((text, random) => spliceLine(text, (line) => `${line}\n${line}`, random))],
  ['lines shuffled', onText((text, random) => random.shuffle(text.split('\n')).join('\n'))],
  ['other line ends', onText(otherLineEnds)],
  ['empty', () => Buffer.alloc(0)],
  ['blank', onText((text) => text.replace(/\S/g, ' '))],
];

/** UTF-8 where it is that, else byte by byte. */
function toText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

function onText(change: (text: string, random: Random) => string): Damage {
  return (bytes, random) => Buffer.from(change(toText(bytes), random), 'utf8');
}

function overwriteBytes(value: (random: Random) => number): Damage {
  return (bytes, random) => {
    const copy = Buffer.from(bytes);
    const times = copy.length === 0 ? 0 : 1 + random.int(8);
    for (let i = 0; i < times; i++) copy[random.int(copy.length)] = value(random);
    return copy;
  };
}

function repeatBlock(bytes: Buffer, random: Random): Buffer {
  const start = random.int(bytes.length + 1);
  const block = Buffer.from(bytes.subarray(start, start + 1 + random.int(200)));
  const place = random.int(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, place), block, bytes.subarray(place)]);
}

function replaceCell(value: (random: Random) => string): Damage {
  return onText((text, random) => {
    const cells = [...text.matchAll(/[^\s,;<>"]+/g)];
    if (cells.length === 0) return value(random);
    const cell = at(cells, random.int(cells.length));
    return text.slice(0, cell.index) + value(random) + text.slice(cell.index + cell[0].length);
  });
}

function insert(text: string, piece: string, random: Random): string {
  const place = random.int(text.length + 1);
  return text.slice(0, place) + piece + text.slice(place);
}

/** One line made into another, or into none. */
function spliceLine(text: string, change: (line: string) => string | null, random: Random): string {
  const lines = text.split('\n');
  const index = random.int(lines.length);
  const changed = change(at(lines, index).replace(/\r$/, ''));
  return lines.toSpliced(index, 1, ...(changed === null ? [] : [changed])).join('\n');
}

function otherLineEnds(text: string, random: Random): string {
  const isMixed = random.int(2) === 0;
  const one = at(LINE_ENDS, random.int(LINE_ENDS.length));
  return text.replace(/\r?\n/g, () => (isMixed ? at(LINE_ENDS, random.int(LINE_ENDS.length)) : one));
}
