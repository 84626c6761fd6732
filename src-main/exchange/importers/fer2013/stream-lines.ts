import { open } from 'node:fs/promises';
import { OnsetError } from '#shared/base/errors.ts';
import { fileProblem } from '../media/file-problem.ts';

export interface StreamedLine {
  /** From 1, as editors count. */
  readonly line: number;
  /** Null where the line is longer than was allowed. */
  readonly text: string | null;
  /** Of the file, as far as it has been read; 0 to 1. */
  readonly share: number;
}

/**
 * The lines of a text of any size, one after another; none longer than `maxCharacters` is ever held. UTF-8, or UTF-16
 * with its byte order mark; bytes that are neither become U+FFFD. Throws OnsetError `bad-input` where it cannot be read.
 */
export async function* streamLines(file: string, maxCharacters: number): AsyncGenerator<StreamedLine> {
  const refuse = (error: unknown): never => {
    throw new OnsetError('bad-input', `${file} cannot be read: ${fileProblem(error)}.`, { cause: error });
  };
  const handle = await open(file).catch(refuse);
  try {
    const { size } = await handle.stat().catch(refuse);
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const cutter = createCutter(maxCharacters);
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    for (let at = 0; ; ) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, at).catch(refuse);
      if (bytesRead === 0) break;
      const bytes = chunk.subarray(0, bytesRead);
      at += bytesRead;
      decoder ??= new TextDecoder(encodingOf(bytes));
      yield* cutter.push(decoder.decode(bytes, { stream: true }), size === 0 ? 1 : at / size);
    }
    yield* cutter.push(decoder?.decode() ?? '', 1);
    yield* cutter.end();
  } finally {
    await handle.close();
  }
}

/** Whether a text is UTF-16, by its byte order mark. Throws as {@link streamLines}. */
export async function isUtf16(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0).finally(() => handle.close());
    return encodingOf(buffer.subarray(0, bytesRead)) !== 'utf-8';
  } catch (error) {
    throw new OnsetError('bad-input', `${file} cannot be read: ${fileProblem(error)}.`, { cause: error });
  }
}

const CHUNK_BYTES = 2 ** 20;
const LINE_END = /\r\n|\n|\r/;

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Cuts a text that comes in pieces into its lines. */
function createCutter(maxCharacters: number) {
  let line = 0;
  let rest = '';
  let isTooLong = false;
  let share = 0;
  const finish = (text: string): StreamedLine => {
    const isLong = isTooLong || text.length > maxCharacters;
    isTooLong = false;
    return { line: ++line, text: isLong ? null : text, share };
  };
  return {
    *push(piece: string, upTo: number): Generator<StreamedLine> {
      share = upTo;
      const text = rest + piece;
      // A CR at the end may be half of a line end.
      const isOpen = text.endsWith('\r');
      const lines = (isOpen ? text.slice(0, -1) : text).split(LINE_END);
      const last = lines.pop() ?? '';
      for (const whole of lines) yield finish(whole);
      if (last.length > maxCharacters) isTooLong = true;
      rest = (isTooLong ? '' : last) + (isOpen ? '\r' : '');
    },
    *end(): Generator<StreamedLine> {
      const text = rest.replace(/\r$/, '');
      if (text !== '' || isTooLong) yield finish(text);
    },
  };
}
