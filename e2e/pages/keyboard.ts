import type { Locator, Page } from '@playwright/test';

const MOST_TABS = 80;

/** A person without a mouse. */
export function keyboard(page: Page) {
  return {
    /** Goes to what `target` is by Tab alone. */
    async tabTo(target: Locator): Promise<void> {
      for (let tabs = 0; tabs < MOST_TABS; tabs++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to ${target}.`);
    },

    /** Performs a command by its name, from the palette. */
    async perform(command: string): Promise<void> {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find a command' }).waitFor();
      await page.keyboard.type(command);
      await page.keyboard.press('Enter');
    },
  };
}
