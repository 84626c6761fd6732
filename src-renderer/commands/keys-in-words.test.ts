import { expect, it } from 'vitest';
import { always, type Command } from './command.ts';
import { keyInWords, keysInWords } from './keys-in-words.ts';

const command = (id: string, ...keys: readonly string[]): Command => ({
  ...{ id, label: `Confidence ${id}`, keys, perform: () => {}, isEnabled: always },
});
const two = [command('0.0', 'alt+0'), command('0.1', 'alt+1')];

it('a key that was changed is told as it is now', () => {
  expect(keyInWords(command('0.0', 'alt+0', 'f2'), {})).toBe('Alt 0');
  expect(keyInWords(command('0.0', 'alt+0'), { '0.0': ['shift+f8'] })).toBe('Shift F8');
  expect(keyInWords(command('0.0', 'alt+0'), { '0.0': [] })).toBeNull();
});

it('keys that belong together have one name until one of them is changed', () => {
  expect(keysInWords('Alt and a digit', two, { other: ['f1'] })).toBe('Alt and a digit');
  expect(keysInWords('Alt and a digit', two, { '0.1': ['f8'] })).toBe(
    'Alt 0: Confidence 0.0, F8: Confidence 0.1',
  );
  expect(keysInWords('Alt and a digit', two, { '0.0': [] })).toBe('Alt 1: Confidence 0.1');
});
