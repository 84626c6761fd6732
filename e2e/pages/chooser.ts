import type { Page } from '@playwright/test';

/** Where the window starts. */
export function chooserPage(page: Page) {
  return {
    heading: page.getByRole('heading', { name: 'Onset' }),

    /** Makes the demo project in `dir`, or opens it. */
    async openDemo(dir: string): Promise<void> {
      await page.getByRole('tab', { name: 'Demo project' }).click();
      await page.getByRole('tabpanel').getByRole('textbox', { name: 'Project folder' }).fill(dir);
      await page.getByRole('button', { name: 'Open the demo' }).click();
    },

    async openProject(dir: string): Promise<void> {
      await page.getByRole('tab', { name: 'Open a project' }).click();
      await page.getByRole('tabpanel').getByRole('textbox', { name: 'Project folder' }).fill(dir);
      await page.getByRole('button', { name: 'Open project' }).click();
    },

    async createProject(dir: string): Promise<void> {
      await page.getByRole('tab', { name: 'New project' }).click();
      await page.getByRole('tabpanel').getByRole('textbox', { name: 'Project folder' }).fill(dir);
      await page.getByRole('button', { name: 'Create project' }).click();
    },

    async enterName(name: string): Promise<void> {
      await page.getByLabel('Your name').fill(name);
      await page.getByRole('button', { name: 'Continue' }).click();
    },
  };
}
