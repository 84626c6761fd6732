/** What of a keyboard event decides its chord. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** AltGr writes `[` on many keyboards and counts as no modifier. */
  readonly altGraph: boolean;
  /** Said again because the key is held. */
  readonly repeat?: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Escape: 'esc',
};

/** By place on the keyboard, for chords whose shifted sign differs from one keyboard to the next. */
const CODES: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
};

/**
 * The chords an event may stand for, most literal first: modifiers in the order ctrl, alt, shift, then the key.
 * Digits are read by place, so that shift+0 works on every keyboard. A sign is also offered without its shift (`?`).
 */
export function chordsOf(press: KeyPress): readonly string[] {
  const ctrl = (press.ctrlKey || press.metaKey) && !press.altGraph ? 'ctrl+' : '';
  const alt = press.altKey && !press.altGraph ? 'alt+' : '';
  const shift = press.shiftKey ? 'shift+' : '';
  const digit = press.altGraph ? undefined : /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  const name = NAMES[press.key] ?? press.key.toLowerCase();
  const chords: string[] = [];
  if (digit !== undefined) chords.push(ctrl + alt + shift + digit);
  if (digit === undefined || !/^\d$/.test(name)) {
    chords.push(ctrl + alt + shift + name);
    if (shift !== '' && /^[^a-z0-9]$/.test(name)) chords.push(ctrl + alt + name);
  }
  const byPlace = CODES[press.code];
  if (byPlace !== undefined) chords.push(ctrl + alt + shift + byPlace);
  return [...new Set(chords)];
}

const WORDS: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  space: 'Space',
  enter: 'Enter',
  backspace: 'Backspace',
  home: 'Home',
  end: 'End',
  esc: 'Esc',
  delete: 'Del',
};

/** The parts of a chord as people read them: `ctrl+shift+z` → Ctrl, Shift, Z. */
export function chordInWords(chord: string): readonly string[] {
  return chord.split('+').map((part) => WORDS[part] ?? part.toUpperCase());
}
