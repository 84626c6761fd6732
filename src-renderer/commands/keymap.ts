import { always, type Command } from './command.ts';

/** Which keys perform which command. Emotions bring their own letters from the project. */
export const KEYMAP = {
  'app.palette': ['ctrl+k'],
  'app.keys': ['?'],
  'app.back': ['alt+left'],
  'app.forward': ['alt+right'],
  'app.library': ['ctrl+1'],
  'app.label': ['ctrl+2'],
  'app.train': ['ctrl+3'],
  'app.review': ['ctrl+4'],
  'app.doctor': ['ctrl+5'],
  'app.rater': [],
  'app.import': ['ctrl+i'],
  'app.export-labels': [],
  'app.close-project': [],
  'labels.undo': ['ctrl+z'],
  'labels.redo': ['ctrl+shift+z', 'ctrl+y'],

  'library.next': ['right', 'shift+right', 'ctrl+right'],
  'library.previous': ['left', 'shift+left', 'ctrl+left'],
  'library.down': ['down', 'shift+down', 'ctrl+down'],
  'library.up': ['up', 'shift+up', 'ctrl+up'],
  'library.page-down': ['pagedown', 'shift+pagedown'],
  'library.page-up': ['pageup', 'shift+pageup'],
  'library.first': ['home', 'shift+home'],
  'library.last': ['end', 'shift+end'],
  'library.toggle': ['space', 'ctrl+space'],
  'library.select-all': ['ctrl+a'],
  'library.select-none': ['esc'],
  'library.open': ['enter'],

  'frame.next': ['right'],
  'frame.previous': ['left'],
  'frame.next-10': ['shift+right'],
  'frame.previous-10': ['shift+left'],
  'frame.play': ['space'],
  'frame.first': ['home'],
  'frame.last': ['end'],
  'frame.to-onset': ['shift+['],
  'frame.to-apex': ['shift+\\'],
  'frame.to-offset': ['shift+]'],
  'mark.onset': ['['],
  'mark.apex': ['\\'],
  'mark.offset': [']'],
  'clip.next': ['enter'],
  'clip.previous': ['backspace'],
} as const satisfies Record<string, readonly string[]>;

export type MappedCommand = keyof typeof KEYMAP;

/** The data of a command whose keys stand in the map. */
export function mapped(
  id: MappedCommand,
  label: string,
  perform: Command['perform'],
  options: { readonly icon?: NonNullable<Command['icon']>; readonly isEnabled?: () => boolean } = {},
): Command {
  const { icon, isEnabled = always } = options;
  return { id, label, keys: KEYMAP[id], perform, isEnabled, ...(icon === undefined ? {} : { icon }) };
}
