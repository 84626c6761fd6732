import { type RefObject, useEffect, useRef } from 'react';
import { closePart, type LabelPart, useParts } from '#renderer/state/parts.ts';

/** Takes the focus when its key was pressed. */
export function usePart<E extends HTMLElement>(part: LabelPart): RefObject<E | null> {
  const element = useRef<E>(null);
  const isAsked = useParts((state) => state.open === part);
  useEffect(() => {
    if (!isAsked) return;
    element.current?.focus();
    closePart();
  }, [isAsked]);
  return element;
}
