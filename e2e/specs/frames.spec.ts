import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFaceVideo } from '../fixtures/face-video.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { framesPage } from '../pages/frames.ts';
import { importDialog } from '../pages/importing.ts';
import { labellingPage } from '../pages/labelling.ts';
import { libraryPage } from '../pages/library.ts';
import { workbenchPage } from '../pages/workbench.ts';

test('a video: imported, scrubbed, marked, two frames compared, movement and face seen', async ({
  workbench,
}) => {
  const videos = join(workbench.dir, 'videos');
  await mkdir(videos);
  const { frames: frameCount, onset, apex, offset } = await writeFaceVideo(join(videos, 'smile.mp4'));
  const { page } = await workbench.start();
  const label = labellingPage(page);
  const frames = framesPage(page);
  const last = frameCount - 1;
  const picture = (name: string) => page.screenshot({ path: `test-results/pictures/frames-${name}.png` });

  await test.step('a folder of videos comes in by the dialog', async () => {
    const dialog = importDialog(page);
    await chooserPage(page).createProject(join(workbench.dir, 'study'));
    await chooserPage(page).enterName('Ada');
    await page.getByRole('button', { name: 'Import clips…' }).click();
    await dialog.kind.selectOption('videos');
    await dialog.fill({ folder: videos });
    await dialog.preview();
    await expect(dialog.counts('Found')).toHaveText(['1', String(frameCount), '0', /.*/]);
    await picture('import');
    await dialog.importButton.click();
    await expect(dialog.counts('Added')).toHaveText(['1', String(frameCount), '0', /.*/]);
    await dialog.doneButton.click();
    await libraryPage(page).openFirst();
    await expect(label.clipName).toHaveText('smile');
  });

  await test.step('scrubbed by drag, wheel, keys and number', async () => {
    await frames.showing(0);
    await frames.drag([2, 9, 5, 20], frameCount);
    await frames.showing(20);
    await expect(label.frame).toHaveText(`20 / ${last}`);
    await expect(label.timestampMs).toHaveText('200');
    await frames.wheel(2);
    await frames.showing(22);
    await label.pressAll('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await frames.showing(19);
    await label.press('Shift+ArrowLeft');
    await frames.showing(9);
    await label.press('End');
    await frames.showing(last);
    await frames.goToFrame(onset);
    await frames.showing(onset);
    await expect(label.timestampMs).toHaveText(String(onset * 10));
  });

  await test.step('onset, apex and offset by keys', async () => {
    await label.press('[');
    await frames.goToFrame(offset);
    await frames.showing(offset);
    await label.press(']');
    await frames.goToFrame(apex);
    await frames.showing(apex);
    await label.press('\\');
    await expect(label.goTo('onset')).toHaveText(String(onset));
    await expect(label.goTo('apex')).toHaveText(String(apex));
    await expect(label.goTo('offset')).toHaveText(String(offset));
    await expect(workbenchPage(page).saving).toHaveText('Saved');
    await picture('marks');
  });

  await test.step('zoom stays from frame to frame', async () => {
    const width = async () => (await frames.stage.locator('canvas').first().boundingBox())?.width ?? 0;
    const fitted = await width();
    await label.pressAll('Alt+ArrowUp', 'Alt+ArrowUp');
    await expect.poll(width).toBeGreaterThan(fitted);
    const zoomed = await width();
    await label.press('ArrowLeft');
    await frames.showing(apex - 1);
    expect(await width()).toBe(zoomed);
    await picture('zoom');
    await label.press('Alt+z');
    await expect.poll(width).toBe(fitted);
  });

  await test.step('two frames side by side', async () => {
    await frames.goToFrame(onset);
    await frames.showing(onset);
    await frames.tool('Pin').click();
    await frames.goToFrame(apex);
    await frames.showing(apex);
    await expect(frames.pane.locator(`canvas[data-index="${onset}"]`)).toBeVisible();
    await expect(frames.frameOf('smile').last()).toContainText(`frame ${onset}`);
    await picture('compare');
    // Under the mouse a hint is open, and takes the first Escape for itself.
    await frames.stage.hover();
    await label.press('Escape');
    await expect(frames.pane).toBeHidden();
  });

  await test.step('the difference from the onset', async () => {
    await frames.tool('Difference').click();
    await expect(frames.difference).toBeVisible();
    await expect(frames.notes).toContainText(`Difference from the onset (${onset})`);
    await picture('difference');
    await frames.tool('Difference').click();
    await expect(frames.notes).toContainText('lighter');
    await picture('difference-signed');
    await frames.tool('Difference').click();
    await expect(frames.difference).toBeHidden();
  });

  await test.step('flow and strain from the onset to the apex', async () => {
    await frames.tool('Flow').click();
    await expect(frames.notes).toContainText(`onset (${onset}) to ${apex}`);
    await expect(frames.overlay('flow')).toBeVisible({ timeout: 60_000 });
    await picture('flow');
    await frames.tool('Strain').click();
    await expect(frames.overlay('strain')).toBeVisible();
    await picture('strain');
    await frames.tool('Flow').click();
    await frames.tool('Strain').click();
    await expect(frames.overlay('flow')).toBeHidden();
  });

  await test.step('the face and its landmarks', async () => {
    await frames.tool('Face').click();
    await expect(frames.overlay('face')).toBeVisible({ timeout: 60_000 });
    await picture('face');
    await frames.tool('Crop').click();
    await expect(page.getByRole('img', { name: `Face of frame ${apex}` })).toBeVisible();
    await picture('crop');
  });

  await test.step('the motion over the frames suggests, and sets nothing', async () => {
    await frames.tool('Motion').click();
    await expect(frames.motion).toContainText(/suggested apex: frame \d+|no clear maximum/, {
      timeout: 60_000,
    });
    await picture('motion');
    await expect(label.goTo('apex')).toHaveText(String(apex));
  });
});
