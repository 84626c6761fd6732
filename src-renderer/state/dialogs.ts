import { create } from 'zustand';

export type DialogName =
  | 'keys'
  | 'palette'
  | 'import'
  | 'export'
  | 'bundles'
  | 'rater'
  | 'find-media'
  | 'write-frames';

/** Which dialog of the window is open; at most one. */
export const useDialogs = create<{ readonly open: DialogName | null }>()(() => ({ open: null }));

export const dialogs = {
  open: (name: DialogName): void => useDialogs.setState({ open: name }),
  close: (): void => useDialogs.setState({ open: null }),
};
