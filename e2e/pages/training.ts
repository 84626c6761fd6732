import type { Page } from '@playwright/test';

export function trainingPage(page: Page) {
  const form = page.getByRole('form', { name: 'Training spec' });
  return {
    summary: page.getByRole('region', { name: 'What this would do' }),
    startButton: page.getByRole('button', { name: 'Start training' }),
    curves: page.getByRole('region', { name: 'Curves' }),
    reviewButton: page.getByRole('button', { name: 'Review', exact: true }).last(),
    runs: page.getByRole('table', { name: 'Runs' }),

    async setNumber(label: string, value: number): Promise<void> {
      await form.getByLabel(label, { exact: true }).fill(String(value));
    },
    async choose(label: string, option: string): Promise<void> {
      await form.getByRole('combobox', { name: label, exact: true }).click();
      await page.getByRole('option', { name: option }).click();
    },
  };
}
