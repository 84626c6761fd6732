import { useEffect, useState } from 'react';

const LINGER_MS = 50;

/** True once the item has been in view for a moment: what rushes past while scrolling asks for nothing. */
export function useLingered(): boolean {
  const [lingered, setLingered] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLingered(true), LINGER_MS);
    return () => clearTimeout(timer);
  }, []);
  return lingered;
}
