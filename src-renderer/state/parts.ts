import { create } from 'zustand';

/** A part of Label that a key leads to. */
export type LabelPart = 'skip' | 'units' | 'note' | 'history' | 'frame';

/** Which part was asked for and is not there yet; the reasons to skip are there as long as they are asked for. */
export const useParts = create<{ readonly open: LabelPart | null }>()(() => ({ open: null }));

export const openPart = (open: LabelPart): void => useParts.setState({ open });
export const closePart = (): void => useParts.setState({ open: null });
