import type { MouseEvent } from 'react';

/** A click leaves the focus where it was, so that Enter and Space stay keys of the page; Tab still gets here. */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
