import { OnsetError } from '#shared/base/errors.ts';

export interface TextLine {
  /** From 1, as editors count. */
  readonly line: number;
  readonly text: string;
}

const MAX_MIB = 64;
const LINE_END = /\r\n|\n|\r/;

/**
 * The lines of a text that hold anything, trimmed. UTF-8, or UTF-16 with its byte order mark. Throws OnsetError
 * `bad-input` for bytes that are no such text, or are more than any log or list holds.
 */
export function textLines(bytes: Uint8Array, name: string): TextLine[] {
  if (bytes.length > MAX_MIB * 2 ** 20)
    throw new OnsetError('bad-input', `${name} is larger than ${MAX_MIB} MiB: it is another kind of file.`);
  return decode(bytes, name)
    .split(LINE_END)
    .map((text, index) => ({ line: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== '');
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    throw new OnsetError('bad-input', `${name} is not UTF-8 text. Save it as UTF-8 and try again.`, {
      cause: error,
    });
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

const SHOWN_CHARACTERS = 40;

/** A piece of a file as a message may show it: short, and without what a terminal would act on. */
export function shown(text: string): string {
  const start = text.slice(0, SHOWN_CHARACTERS).replace(UNPRINTABLE_EACH, '\ufffd');
  return `"${start}${text.length > SHOWN_CHARACTERS ? '…' : ''}"`;
}

const NAME_CHARACTERS_MAX = 200;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd]/u;
const UNPRINTABLE_EACH = new RegExp(UNPRINTABLE, 'gu');

/** Why this cannot be the name of a data set, a subject or a clip; null where it can. */
export function nameProblem(what: string, name: string): string | null {
  if (name === '') return `it names no ${what}`;
  if (name.length > NAME_CHARACTERS_MAX) return `its ${what} ${shown(name)} is too long for a name`;
  if (UNPRINTABLE.test(name)) return `its ${what} ${shown(name)} holds characters that cannot be seen`;
  if (name.includes('"')) return `its ${what} ${shown(name)} holds a quote`;
  return /^[=+@-]/.test(name) ? `its ${what} ${shown(name)} is a formula, not a name` : null;
}
