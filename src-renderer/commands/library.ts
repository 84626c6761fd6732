import { useLibrary } from '#renderer/state/library.ts';
import { beginWalk, filteredIds } from '#renderer/state/library-clips.ts';
import { openClip } from '#renderer/state/navigation.ts';
import { EMPTY_SELECTION, moveFocus, selectClip } from '#renderer/state/selection.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { KeyPress } from './chords.ts';
import type { Command } from './command.ts';
import { mapped } from './keymap.ts';

const ROWS_A_PAGE = 4;

const move = (clipsBy: (columns: number, clipCount: number) => number) => (press: KeyPress | null) => {
  const { selection, columns, setSelection } = useLibrary.getState();
  const order = filteredIds();
  const by = clipsBy(columns, order.length);
  setSelection(moveFocus(selection, order, by, modifiersOf(press)), { reveal: true });
};
const modifiersOf = (press: KeyPress | null) => ({
  shift: press?.shiftKey ?? false,
  ctrl: (press?.ctrlKey ?? false) || (press?.metaKey ?? false),
});

const toggle = () => {
  const { selection, setSelection } = useLibrary.getState();
  if (selection.focus === null) return;
  setSelection(selectClip(selection, filteredIds(), selection.focus, { shift: false, ctrl: true }));
};
const selectAll = () => {
  const { selection, setSelection } = useLibrary.getState();
  setSelection({ ...selection, ids: new Set(filteredIds()) });
};
const hasFocus = () => useLibrary.getState().selection.focus !== null;
const hasSelection = () => useLibrary.getState().selection.ids.size > 0;
const open = () => {
  const { focus } = useLibrary.getState().selection;
  if (focus !== null) openFromLibrary(focus);
};

/** Opens a clip in Label, which then walks through what the library shows. */
export function openFromLibrary(clipId: ClipId): void {
  beginWalk();
  openClip(clipId);
}

/** Moving and choosing, as in a file manager. */
export const LIBRARY_COMMANDS: readonly Command[] = [
  mapped('library.open', 'Open the clip in Label', open, { isEnabled: hasFocus }),
  mapped(
    'library.next',
    'Next clip (shift: choose a range, ctrl: only move)',
    move(() => 1),
  ),
  mapped(
    'library.previous',
    'Previous clip',
    move(() => -1),
  ),
  mapped(
    'library.down',
    'A row down',
    move((columns) => columns),
  ),
  mapped(
    'library.up',
    'A row up',
    move((columns) => -columns),
  ),
  mapped(
    'library.page-down',
    'A page down',
    move((columns) => columns * ROWS_A_PAGE),
  ),
  mapped(
    'library.page-up',
    'A page up',
    move((columns) => -columns * ROWS_A_PAGE),
  ),
  mapped(
    'library.first',
    'First clip',
    move((_, clipCount) => -clipCount),
  ),
  mapped(
    'library.last',
    'Last clip',
    move((_, clipCount) => clipCount),
  ),
  mapped('library.toggle', 'Choose or leave the clip', toggle, { isEnabled: hasFocus }),
  mapped('library.select-all', 'Choose all clips', selectAll),
  mapped('library.select-none', 'Choose none', () => useLibrary.getState().setSelection(EMPTY_SELECTION), {
    isEnabled: hasSelection,
  }),
];
