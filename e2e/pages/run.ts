import type { Page } from '@playwright/test';

/** The page of one run, and of several compared. */
export function runPage(page: Page) {
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const main = page.getByRole('main', { name: 'Train' });
  const compared = page.getByRole('region', { name: 'Compared curves' });
  return {
    /** The name of the run that is open, such as `20260101-120000-emotion`. */
    name: main.getByText(/^\d{8}-\d{6}-(emotion|intensity)(-\d+)?$/).first(),
    status: (word: string) => main.getByText(word, { exact: true }),
    curves: page.getByRole('region', { name: 'Curves', exact: true }),
    lines: page.getByRole('region', { name: 'Curves', exact: true }).locator('.recharts-line'),
    /** `Backend` and the like, with their values. */
    facts: page.getByLabel('Facts'),
    folds: page.getByRole('table', { name: 'Folds' }).locator('tbody').getByRole('row'),
    progress: main.getByRole('progressbar'),
    cancelButton: main.getByRole('button', { name: 'Cancel' }),
    resumeButton: page.getByRole('button', { name: 'Resume' }),
    reviewButton: main.getByRole('button', { name: 'Review', exact: true }),
    allRuns: page.getByRole('button', { name: 'All runs' }),
    showLog: page.getByRole('button', { name: 'Show log' }),
    log: page.getByRole('log'),
    compared,
    comparedLines: compared.locator('.recharts-line'),
    comparison: page.getByRole('table', { name: 'Compared runs' }),

    async openDialog(button: 'Export…' | 'Suggest labels…') {
      await page.getByRole('button', { name: button }).click();
      return dialog(button === 'Export…' ? /^Export / : 'Suggest labels');
    },
  };
}
