import { type KeyboardEvent, useRef, useState } from 'react';

/** What is typed into a field and not taken yet: Enter and leaving the field take it, Escape gives it up. */
export function useTyped<T>(take: (typed: T) => void) {
  const [typed, setTyped] = useState<T | null>(null);
  // Escape leaves the field before the state is new: what is left to take stands here.
  const latest = useRef<T | null>(null);
  const type = (value: T | null) => {
    latest.current = value;
    setTyped(value);
  };
  return {
    /** Null: nothing. */
    typed,
    type,
    onBlur: () => {
      const { current } = latest;
      type(null);
      if (current !== null) take(current);
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === 'Escape') type(null);
      if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
    },
  };
}
