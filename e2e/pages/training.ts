import type { Page } from '@playwright/test';

export function trainingPage(page: Page) {
  const form = page.getByRole('form', { name: 'Training spec' });
  const field = (label: string) => form.getByRole('textbox', { name: label, exact: true });
  const choice = (label: string) => form.getByRole('combobox', { name: label, exact: true });
  return {
    field,
    choice,
    summary: page.getByRole('region', { name: 'What this would do' }),
    startButton: page.getByRole('button', { name: 'Start training' }),
    curves: page.getByRole('region', { name: 'Curves' }),
    reviewButton: page.getByRole('button', { name: 'Review', exact: true }).last(),
    runs: page.getByRole('table', { name: 'Runs' }),
    folds: page.getByRole('table', { name: 'Folds' }),
    /** The name of the run that is open, such as `20260101-120000-emotion`. */
    runName: page.getByText(/^\d{8}-\d{6}-(emotion|intensity)(-\d+)?$/),
    allRuns: page.getByRole('button', { name: 'All runs' }),

    async setNumber(label: string, value: number): Promise<void> {
      await field(label).fill(String(value));
    },
    /** Picks one of a field's values by the words it has in the list. */
    async choose(label: string, option: string): Promise<void> {
      await choice(label).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    },
    /** The values a field offers. */
    async choicesOf(label: string): Promise<string[]> {
      await choice(label).click();
      const options = await page.getByRole('option').allTextContents();
      await page.keyboard.press('Escape');
      return options;
    },
  };
}
