import type { MouseEvent } from 'react';

/** A click takes no focus, so that Enter and Space stay keys of the page; Tab still gets here. A field that was typed in is left. */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement) focused.blur();
}
