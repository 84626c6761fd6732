import type { Locator, Page } from '@playwright/test';

type Tool = 'Pin' | 'Compare' | 'Difference' | 'Flow' | 'Strain' | 'Face' | 'Crop' | 'Motion';

/** The frames of the clip in Label: the stage, its timeline, and what is looked at closer. */
export function framesPage(page: Page) {
  const stage = page.getByTestId('stage');
  const line = page.getByRole('region', { name: 'Timeline' }).locator('> div').first();
  const pane = page.getByRole('region', { name: 'Second pane' });
  const tools = page.getByRole('toolbar', { name: 'Looking closer' });
  /** Of a frame on the timeline, away from the grips of the marks. */
  const placeOf = async (index: number, frameCount: number) => {
    const box = await line.boundingBox();
    if (box === null) throw new Error('The timeline is not to be seen.');
    return { x: box.x + ((index + 0.5) / frameCount) * box.width, y: box.y + box.height - 3 };
  };
  const goTo = page.getByRole('textbox', { name: 'Go to frame' });
  return {
    stage,
    pane,
    picture: (index: number): Locator => stage.getByRole('img', { name: `Frame ${index}`, exact: true }),
    difference: stage.getByRole('img', { name: /^Difference of frame/ }),
    notes: page.getByRole('status', { name: 'What is shown over the frame' }),
    motion: page.getByRole('region', { name: 'Motion', exact: true }),
    /** Of the row over the stage. */
    tool: (name: Tool) => tools.getByRole('button', { name: new RegExp(`^${name}`) }),
    /** What is drawn over the frame. */
    overlay: (name: 'flow' | 'strain' | 'face') => stage.locator(`[data-overlay="${name}"]`),
    frameOf: (clip: string) => page.getByRole('status', { name: `Frame of ${clip}` }),

    /** Presses the button on the timeline where that frame is, and lets it go. */
    async click(index: number, frameCount: number): Promise<void> {
      const { x, y } = await placeOf(index, frameCount);
      await page.mouse.click(x, y);
    },
    /** Drags along the timeline through these frames as fast as the mouse can be moved. */
    async drag(indices: readonly number[], frameCount: number): Promise<void> {
      for (const [at, index] of indices.entries()) {
        const { x, y } = await placeOf(index, frameCount);
        await page.mouse.move(x, y);
        if (at === 0) await page.mouse.down();
      }
      await page.mouse.up();
    },
    async goToFrame(index: number): Promise<void> {
      await page.getByRole('button', { name: 'Go to a frame by its number' }).click();
      await goTo.fill(String(index));
      await goTo.press('Enter');
    },
    async wheel(steps: number): Promise<void> {
      await stage.hover();
      for (let step = 0; step < Math.abs(steps); step++) await page.mouse.wheel(0, 100 * Math.sign(steps));
    },
    /** Until the stage has drawn that frame. */
    async showing(index: number): Promise<void> {
      await stage.locator(`canvas[data-index="${index}"]`).first().waitFor();
    },
  };
}
