import { expect, type Locator, type Page } from '@playwright/test';

const MOST_TABS = 80;

/** A person without a mouse. */
export function keyboard(page: Page) {
  const perform = async (command: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find a command' }).waitFor();
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
  };
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
    perform,

    /** Labels made from now on are this person's. */
    async becomeRater(name: string): Promise<void> {
      await perform('Change rater');
      const field = page.getByLabel('Your name');
      await expect(field).toBeFocused();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await expect(field).toBeHidden();
    },
  };
}
