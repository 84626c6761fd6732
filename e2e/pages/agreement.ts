import type { Page } from '@playwright/test';

export function agreementPage(page: Page) {
  const decision = page.getByRole('region', { name: /^Decide / });
  return {
    matrix: page.getByRole('group', { name: /^Raters against each other/ }),
    /** The cell of two raters, whichever comes first. */
    pair: (a: string, b: string) => page.getByRole('button', { name: new RegExp(`^${a} and ${b}: `) }),
    /** How the two differ, first and second as the figures have them. */
    compared: (a: string, b: string) => page.getByRole('region', { name: `${a} and ${b}`, exact: true }),
    /** The row of a figure over all raters, by the figure's name. */
    figure: (name: string) => page.getByRole('row', { name }).first(),
    clips: page.getByRole('listbox', { name: /the clips on which they differ most/ }).getByRole('option'),
    decision,
    gold: decision.getByLabel('Gold label'),
  };
}
