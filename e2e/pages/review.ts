import type { Page } from '@playwright/test';

export function reviewPage(page: Page) {
  const matrix = page.getByRole('group', { name: 'Confusion matrix' });
  const picker = page.getByRole('combobox', { name: 'Run' });
  const scatter = page.getByRole('application', { name: /^Truth against prediction/ });
  return {
    matrix,
    picker,
    scatter,
    /** A point a clip, of intensities. */
    points: scatter.locator('circle'),
    figures: page.getByRole('group', { name: 'Figures' }),
    cells: matrix.getByRole('button'),
    /** Cells that hold a clip. */
    filledCells: matrix.getByRole('button', { name: /: [1-9]\d* clips?/ }),
    /** Clips listed beside the figures. */
    entries: page.getByRole('button', { name: /^Open .+ at its apex$/ }),
    warning: page.getByRole('alert').filter({ hasText: 'Not subject-independent' }),
    staleNotice: page.getByRole('alert').filter({ hasText: 'Stale' }),

    /** Picks the newest run whose name holds `part`. */
    async openRun(part: string): Promise<void> {
      await picker.click();
      await page.getByRole('option', { name: part }).first().click();
    },
    /** Clicks the first cell off the diagonal that holds a clip; answers what it says of itself. */
    async openError(): Promise<string> {
      await matrix.waitFor();
      for (const cell of await matrix.getByRole('button').all()) {
        const name = (await cell.getAttribute('aria-label')) ?? '';
        if (/: 0 clips/.test(name) || /^(.+) predicted as \1:/.test(name)) continue;
        await cell.click();
        return name;
      }
      throw new Error('The model makes no error: the matrix has no other cell to open.');
    },
  };
}
