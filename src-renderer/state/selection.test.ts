import { describe, expect, it } from 'vitest';
import { type ClipId, clipId } from '#shared/domain/ids.ts';
import { EMPTY_SELECTION, moveFocus, type Selection, selectClip } from './selection.ts';

const ORDER: readonly ClipId[] = [5, 3, 9, 1, 7].map((id) => clipId.parse(id));
const id = (value: number) => clipId.parse(value);
const PLAIN = { shift: false, ctrl: false };
const SHIFT = { shift: true, ctrl: false };
const CTRL = { shift: false, ctrl: true };
const chosen = (selection: Selection) => ORDER.filter((one) => selection.ids.has(one));

describe('selectClip', () => {
  const onThree = selectClip(EMPTY_SELECTION, ORDER, id(3), PLAIN);

  it('takes one alone on a plain click', () => {
    expect(chosen(selectClip(onThree, ORDER, id(7), PLAIN))).toEqual([7]);
  });
  it('takes the range from the anchor on a shift click, either way, in the shown order', () => {
    const down = selectClip(onThree, ORDER, id(1), SHIFT);
    expect(chosen(down)).toEqual([3, 9, 1]);
    expect(chosen(selectClip(down, ORDER, id(5), SHIFT))).toEqual([5, 3]);
  });
  it('takes one in or out on a ctrl click', () => {
    const two = selectClip(onThree, ORDER, id(7), CTRL);
    expect(chosen(two)).toEqual([3, 7]);
    expect(chosen(selectClip(two, ORDER, id(3), CTRL))).toEqual([7]);
  });
  it('adds a range with both', () => {
    const two = selectClip(selectClip(EMPTY_SELECTION, ORDER, id(5), PLAIN), ORDER, id(9), CTRL);
    expect(chosen(selectClip(two, ORDER, id(7), { shift: true, ctrl: true }))).toEqual([5, 9, 1, 7]);
  });
});

describe('moveFocus', () => {
  it('begins at the first clip and stops at the ends', () => {
    const first = moveFocus(EMPTY_SELECTION, ORDER, 1, PLAIN);
    expect(first.focus).toBe(5);
    expect(moveFocus(EMPTY_SELECTION, ORDER, ORDER.length, PLAIN).focus).toBe(7);
    expect(moveFocus(first, ORDER, -4, PLAIN).focus).toBe(5);
    expect(moveFocus(first, ORDER, 99, PLAIN).focus).toBe(7);
  });
  it('grows the range with shift and only moves with ctrl', () => {
    const first = moveFocus(EMPTY_SELECTION, ORDER, 1, PLAIN);
    expect(chosen(moveFocus(first, ORDER, 2, SHIFT))).toEqual([5, 3, 9]);
    const moved = moveFocus(first, ORDER, 2, CTRL);
    expect([moved.focus, chosen(moved)]).toEqual([9, [5]]);
  });
  it('does nothing without clips', () => {
    expect(moveFocus(EMPTY_SELECTION, [], 1, PLAIN)).toBe(EMPTY_SELECTION);
  });
});
