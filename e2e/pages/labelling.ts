import type { Page } from '@playwright/test';

export function labellingPage(page: Page) {
  const panel = page.getByRole('complementary', { name: 'Label' });
  return {
    /** `index / last`, as it came with the frame that is shown. */
    frame: page.getByRole('status', { name: 'frame', exact: true }),
    timestampMs: page.getByRole('status', { name: 'ms', exact: true }),
    picture: page.getByRole('img', { name: /^Frame \d+/ }),
    intensity: panel.getByRole('textbox', { name: 'Intensity' }),
    emotion: (name: string) => panel.getByRole('button', { name, exact: true }),
    note: panel.getByLabel('Note'),
    prediction: panel.getByRole('region', { name: 'Prediction' }),
    goToApex: page.getByRole('button', { name: 'Go to apex' }),
    nextClip: page.getByRole('button', { name: 'Next clip' }),
    position: page.getByLabel('Position in the walk'),
    press: (keys: string) => page.keyboard.press(keys),
  };
}
