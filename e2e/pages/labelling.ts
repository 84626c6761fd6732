import type { Page } from '@playwright/test';

export function labellingPage(page: Page) {
  const panel = page.getByRole('complementary', { name: 'Label' });
  return {
    /** The name of the clip. */
    clipName: page.getByRole('main', { name: 'Label' }).getByRole('heading', { level: 1 }),
    /** `index / last`, as it came with the frame that is shown. */
    frame: page.getByRole('status', { name: 'frame', exact: true }),
    timestampMs: page.getByRole('status', { name: 'ms', exact: true }),
    picture: page.getByRole('img', { name: /^Frame \d+/ }),
    status: panel.getByRole('status', { name: 'Status of my label' }),
    skipReasons: panel.getByRole('list', { name: 'Reasons to skip' }),
    intensity: panel.getByRole('textbox', { name: 'Intensity' }),
    confidence: panel.getByRole('textbox', { name: 'Confidence' }),
    units: panel.getByRole('textbox', { name: 'Action units' }),
    emotion: (name: string) => panel.getByRole('button', { name, exact: true }),
    /** Of the clip, where several emotions share it. */
    share: (emotion: string) => panel.getByRole('status', { name: `Share of ${emotion}` }),
    note: panel.getByLabel('Note'),
    history: panel.getByRole('list', { name: 'History' }).getByRole('listitem'),
    /** What others said, and the rater in other rounds. */
    others: panel.getByRole('list', { name: 'Labels of other raters' }).getByRole('listitem'),
    /** Said in place of both while a clip is rated again. */
    hidden: panel.getByText('what was said before is shown once'),
    prediction: panel.getByRole('region', { name: 'Prediction' }),
    goTo: (mark: 'onset' | 'apex' | 'offset') => page.getByRole('button', { name: `Go to ${mark}` }),
    goToApex: page.getByRole('button', { name: 'Go to apex' }),
    nextClip: page.getByRole('button', { name: 'Next clip' }),
    position: page.getByLabel('Position in the walk'),
    pace: page.getByLabel('Pace'),
    keyframes: page.getByRole('region', { name: 'Intensity trace' }).getByRole('slider'),
    recording: page.getByRole('status', { name: 'Recording' }),
    press: (keys: string) => page.keyboard.press(keys),
    /** Several keys, one after the other. */
    async pressAll(...keys: readonly string[]): Promise<void> {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text: string) => page.keyboard.type(text),
  };
}
