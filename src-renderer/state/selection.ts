import { clamp } from '#shared/base/units.ts';
import type { ClipId } from '#shared/domain/ids.ts';

/** As in a file manager: `anchor` is where a shift-click's range begins, `focus` where the keyboard is. */
export interface Selection {
  readonly ids: ReadonlySet<ClipId>;
  readonly anchor: ClipId | null;
  readonly focus: ClipId | null;
}

export const EMPTY_SELECTION: Selection = { ids: new Set(), anchor: null, focus: null };

export interface Modifiers {
  readonly shift: boolean;
  readonly ctrl: boolean;
}

/** Plain: this one alone. Ctrl: this one in or out. Shift: from the anchor to this one. Both: adds that range. */
export function selectClip(
  selection: Selection,
  order: readonly ClipId[],
  id: ClipId,
  { shift, ctrl }: Modifiers,
): Selection {
  if (shift && selection.anchor !== null) {
    const range = rangeBetween(order, selection.anchor, id);
    const ids = new Set(ctrl ? [...selection.ids, ...range] : range);
    return { ids, anchor: selection.anchor, focus: id };
  }
  if (!ctrl) return { ids: new Set([id]), anchor: id, focus: id };
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, focus: id };
}

/** Moves the keyboard's place by `by` clips; with shift the range grows, with ctrl the selection stays. */
export function moveFocus(
  selection: Selection,
  order: readonly ClipId[],
  by: number,
  { shift, ctrl }: Modifiers,
): Selection {
  const from = selection.focus === null ? -1 : order.indexOf(selection.focus);
  // Without a place yet, one step on leads to the first clip.
  const target = order[clamp((from < 0 ? -1 : from) + by, 0, order.length - 1)];
  if (target === undefined) return selection;
  if (ctrl && !shift) return { ...selection, focus: target };
  return selectClip(selection, order, target, { shift, ctrl: false });
}

function rangeBetween(order: readonly ClipId[], from: ClipId, to: ClipId): readonly ClipId[] {
  const a = order.indexOf(from);
  const b = order.indexOf(to);
  if (a < 0 || b < 0) return [to];
  return order.slice(Math.min(a, b), Math.max(a, b) + 1);
}
