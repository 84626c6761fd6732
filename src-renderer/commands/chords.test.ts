import { describe, expect, it } from 'vitest';
import { chordInWords, chordsOf, type KeyPress } from './chords.ts';
import type { Command } from './command.ts';
import { KEYMAP } from './keymap.ts';
import { commandFor } from './registry.ts';

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  altGraph: false,
  ...modifiers,
});

describe('chordsOf', () => {
  it.each([
    ['ArrowRight', 'ArrowRight', {}, 'right'],
    ['ArrowRight', 'ArrowRight', { shiftKey: true }, 'shift+right'],
    [' ', 'Space', {}, 'space'],
    ['Z', 'KeyZ', { ctrlKey: true, shiftKey: true }, 'ctrl+shift+z'],
    ['z', 'KeyZ', { metaKey: true }, 'ctrl+z'],
    ['?', 'Slash', { shiftKey: true }, '?'],
    ['7', 'Digit7', {}, '7'],
    ['7', 'Numpad7', {}, '7'],
    // Shift+0 writes ) on one keyboard and = on another.
    [')', 'Digit0', { shiftKey: true }, 'shift+0'],
    ['=', 'Digit0', { shiftKey: true }, 'shift+0'],
    ['{', 'BracketLeft', { shiftKey: true }, 'shift+['],
    ['|', 'Backslash', { shiftKey: true }, 'shift+\\'],
  ])('reads %s (%s) as one of its chords', (key, code, modifiers, chord) => {
    expect(chordsOf(press(key, code, modifiers))).toContain(chord);
  });

  it('reads what AltGr writes as that sign alone (AltGr+8 on a German keyboard)', () => {
    const altGr = { ctrlKey: true, altKey: true, altGraph: true };
    expect(chordsOf(press('[', 'Digit8', altGr))).toEqual(['[']);
  });

  it('does not take a digit for a plain one when shift is held', () => {
    expect(chordsOf(press(')', 'Digit0', { shiftKey: true }))).not.toContain('0');
    expect(chordsOf(press('7', 'Digit7', { ctrlKey: true }))).toEqual(['ctrl+7']);
  });
});

describe('chordInWords', () => {
  it('names the parts', () => {
    expect(chordInWords('ctrl+shift+z')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(chordInWords('shift+left')).toEqual(['Shift', '←']);
  });
});

describe('the key map', () => {
  const keysOf = (prefixes: readonly string[]) =>
    Object.entries(KEYMAP)
      .filter(([id]) => prefixes.some((prefix) => id.startsWith(prefix)))
      .flatMap(([, keys]) => keys as readonly string[]);

  it.each([
    ['Library', ['app.', 'labels.', 'library.', 'round.', 'queue.']],
    [
      'Label',
      ['app.', 'labels.', 'label.', 'frame.', 'mark.', 'play.', 'trace.', 'clip.', 'round.', 'queue.'],
    ],
  ])('gives no key of %s two meanings', (_, prefixes) => {
    const keys = keysOf(prefixes);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('leaves bare letters to the emotions and digits to intensity', () => {
    expect(
      Object.entries(KEYMAP)
        .filter(([id]) => !id.startsWith('dispute.'))
        .flatMap(([, keys]): readonly string[] => keys)
        .filter((key) => /^[a-z0-9]$/.test(key)),
    ).toEqual([]);
  });
});

describe('commandFor', () => {
  const command = (id: string, keys: readonly string[], enabled = true): Command => ({
    id,
    label: id,
    keys,
    perform: () => undefined,
    isEnabled: () => enabled,
  });
  const right = press('ArrowRight', 'ArrowRight');

  it("prefers the page's command to the window's, and skips what is not enabled", () => {
    const inWindow = { name: 'Window', commands: [command('window', ['right'])] };
    const onPage = { name: 'Page', commands: [command('page', ['right'])] };
    const disabled = { name: 'Page', commands: [command('page', ['right'], false)] };
    expect(commandFor([inWindow, onPage], right, {})?.id).toBe('page');
    expect(commandFor([inWindow, disabled], right, {})?.id).toBe('window');
    expect(commandFor([disabled], right, {})).toBeNull();
  });

  it('goes by the keys the person changed', () => {
    const groups = [{ name: 'Page', commands: [command('a', ['right']), command('b', ['f8'])] }];
    expect(commandFor(groups, right, { a: ['f7'], b: ['right'] })?.id).toBe('b');
    expect(commandFor(groups, right, { a: [] })).toBeNull();
  });
});
