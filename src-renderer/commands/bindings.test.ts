import { describe, expect, it } from 'vitest';
import { chordToBind, conflictsOf, keysOf } from './bindings.ts';
import { chordsOf, type KeyPress } from './chords.ts';
import { always, type Command } from './command.ts';

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  ...{ key, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, altGraph: false },
  ...modifiers,
});
const command = (id: string, ...keys: string[]): Command => ({
  ...{ id, label: `do ${id}`, keys, perform: () => {}, isEnabled: always },
});

describe('chordToBind', () => {
  it.each([
    ['F8', 'F8', {}, 'f8'],
    ['X', 'KeyX', { shiftKey: true }, 'shift+x'],
    ['?', 'Slash', { shiftKey: true }, '?'],
    ['{', 'BracketLeft', { shiftKey: true }, '{'],
    [')', 'Digit0', { shiftKey: true }, 'shift+0'],
    ['ArrowUp', 'ArrowUp', { altKey: true }, 'alt+up'],
  ])('keeps %s (%s) as a chord the same press is found by', (key, code, modifiers, chord) => {
    const pressed = press(key, code, modifiers);
    expect(chordToBind(pressed)).toBe(chord);
    expect(chordsOf(pressed)).toContain(chord);
  });
  it('waits while only modifiers are held', () => {
    expect(chordToBind(press('Shift', 'ShiftLeft', { shiftKey: true }))).toBeNull();
    expect(chordToBind(press('AltGraph', 'AltRight', { altGraph: true }))).toBeNull();
  });
});

describe('keysOf and conflictsOf', () => {
  const groups = [
    { name: 'Window', commands: [command('undo', 'ctrl+z')] },
    { name: 'Page', commands: [command('next', 'right'), command('previous', 'left')] },
  ];
  it('take the changed keys for the usual ones, none being a choice too', () => {
    expect(keysOf(command('next', 'right'), { next: [] })).toEqual([]);
    expect(keysOf(command('next', 'right'), { previous: ['right'] })).toEqual(['right']);
  });
  it('name what shares a key, across the groups of the page', () => {
    const next = command('next', 'right');
    expect(conflictsOf(next, groups, {})).toEqual([]);
    expect(conflictsOf(next, groups, { previous: ['x', 'right'] })).toEqual(['do previous']);
    expect(conflictsOf(next, groups, { next: ['ctrl+z'] })).toEqual(['do undo']);
  });
});
