import { useCallback } from 'react';
import type { z } from 'zod';
import { currentVisit, useNavigation } from './navigation.ts';

/**
 * Like useState, but kept with the visit: Back finds it again. `schema` parses what was kept.
 * For things that must survive leaving the view (a selected cell, an open tab, a scroll offset).
 */
export function useRemembered<T>(
  key: string,
  schema: z.ZodType<T>,
  initial: T,
): [value: T, set: (value: T) => void] {
  const kept = useNavigation((state) => currentVisit(state.trail).memory[key]);
  const parsed = kept === undefined ? null : schema.safeParse(kept);
  const set = useCallback((value: T) => useNavigation.getState().remember(key, value), [key]);
  return [parsed?.success ? parsed.data : initial, set];
}
