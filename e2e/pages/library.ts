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
    /** The pictures that have been drawn, by now. */
    pictures: clips.getByRole('img'),
    async openFirst(): Promise<void> {
      await clips.getByRole('option').first().dblclick();
    },
  };
}
