import type { Page } from '@playwright/test';

/** The form of the spec, what it would do, and the table of runs. */
export function trainingPage(page: Page) {
  const form = page.getByRole('form', { name: 'Training spec' });
  const field = (label: string) => form.getByRole('textbox', { name: label, exact: true });
  const choice = (label: string) => form.getByRole('combobox', { name: label, exact: true });
  /** The header of a group; it says what the group holds. */
  const group = (title: string) => form.getByRole('button', { name: new RegExp(`^${title} `) });
  return {
    form,
    field,
    choice,
    group,
    summary: page.getByRole('region', { name: 'What this would do' }),
    startButton: page.getByRole('button', { name: 'Start training' }),
    saveSpec: form.getByRole('link', { name: 'Save spec as JSON' }),
    runs: page.getByRole('table', { name: 'Runs' }),
    compareButton: page.getByRole('button', { name: 'Compare', exact: true }),

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
    /** Turns a switch. */
    turn: (label: string) => form.getByRole('switch', { name: label, exact: true }).click(),
    async unfold(title: string): Promise<void> {
      await group(title).click();
    },
    async loadSpec(file: string): Promise<void> {
      await form.locator('input[type=file]').setInputFiles(file);
    },
    tick: (run: string) => page.getByRole('checkbox', { name: `Compare ${run}` }).click(),
  };
}
