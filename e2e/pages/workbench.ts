import type { Page } from '@playwright/test';

type View = 'Library' | 'Label' | 'Agree' | 'Train' | 'Review' | 'Settings' | 'Doctor';

/** The frame around every view. */
export function workbenchPage(page: Page) {
  return {
    saving: page.getByRole('status', { name: 'Saving' }),
    undo: page.getByRole('button', { name: 'Undo' }),
    redo: page.getByRole('button', { name: 'Redo' }),
    view: (view: View) => page.getByRole('main', { name: view }),
    go: (view: View) =>
      page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click(),
  };
}
