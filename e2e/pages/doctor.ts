import type { Page } from '@playwright/test';

/** What the machine can train with. */
export function doctorPage(page: Page) {
  const table = page.getByRole('table', { name: 'Backends' });
  return {
    rows: table.locator('tbody tr'),
    row: (name: string) =>
      table.getByRole('row').filter({ has: page.getByRole('cell', { name, exact: true }) }),
    lookAgain: page.getByRole('button', { name: 'Look again' }),
  };
}
