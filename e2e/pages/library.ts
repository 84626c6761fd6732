import type { Page } from '@playwright/test';

export function libraryPage(page: Page) {
  const clips = page.getByRole('listbox', { name: 'Clips' });
  return {
    clips,
    count: page
      .getByRole('toolbar', { name: 'Clips' })
      .getByText(/clips?/)
      .first(),
    clip: (name: string) => clips.getByRole('option', { name: new RegExp(`^${name},`) }),
    /** Clips in the table. */
    rows: page.getByRole('grid', { name: 'Clips' }).getByRole('row'),
    layout: (name: 'Grid' | 'Table') =>
      page.getByRole('radiogroup', { name: 'Layout' }).getByRole('img', { name }).click(),
    /** The pictures that have been drawn, by now. */
    pictures: clips.getByRole('img'),
    /** Ticks a value of one of the filter's fields, such as `Emotion`, `fear`. */
    async filterBy(title: string, value: string): Promise<void> {
      const group = page.getByRole('group', { name: title, exact: true });
      await group.getByRole('checkbox', { name: new RegExp(`^${value}`) }).click();
    },
    async openFirst(): Promise<void> {
      await clips.getByRole('option').first().dblclick();
    },
  };
}
