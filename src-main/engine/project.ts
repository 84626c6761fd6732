import type { Catalog } from '#main/catalog/index.ts';
import type { Media } from '#main/media/index.ts';

/** The project that is open: its folder, its catalog (this engine is its one writer), its frames. */
export interface OpenProject {
  readonly dir: string;
  /** Also of a project whose catalog was found damaged while it was open. */
  readonly readOnly: boolean;
  readonly catalog: Catalog;
  readonly media: Media;
  /** Work to be ended before the catalog closes: it is waited for, and its failure only logged. */
  whenClosing(end: () => void | Promise<void>): void;
}
