import { join } from 'node:path';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { labellingPage } from '../pages/labelling.ts';
import { libraryPage } from '../pages/library.ts';
import { reviewPage } from '../pages/review.ts';
import { runPage } from '../pages/run.ts';
import { trainingPage } from '../pages/training.ts';
import { workbenchPage } from '../pages/workbench.ts';

/** Making 320 clips and training take their time on two cores. */
const MAKING_MS = 150_000;
const TRAINING_MS = 150_000;
/** The README's pictures: ONSET_PICTURES=docs/pictures npm test -- e2e takes them anew. */
const picturesDir = process.env['ONSET_PICTURES'] ?? join('test-results', 'pictures');
const picture = (name: string) => join(picturesDir, `${name}.png`);

test('label, undo, survive a kill, train, find an error, correct it', async ({ workbench }) => {
  const project = join(workbench.dir, 'demo');

  const first = await workbench.start();
  await test.step('open the demo under a name', async () => {
    const chooser = chooserPage(first.page);
    await chooser.openDemo(project);
    await expect(first.page.getByLabel('Your name')).toBeVisible({ timeout: MAKING_MS });
    await chooser.enterName('Ada');
    await expect(libraryPage(first.page).count).toHaveText('320 clips');
  });

  await test.step('step through frames and label by keys', async () => {
    await libraryPage(first.page).openFirst();
    const label = labellingPage(first.page);
    await expect(label.picture).toHaveAccessibleName('Frame 0');
    await label.press('ArrowRight');
    await label.press('Shift+ArrowRight');
    await expect(label.frame).toHaveText(/^11 \//);
    await expect(label.timestampMs).toHaveText('110');
    await label.press('Home');
    await expect(label.frame).toHaveText(/^0 \//);
    await label.press('7');
    await expect(label.intensity).toHaveValue('0.70');
    await label.press('Shift+0');
    await expect(label.intensity).toHaveValue('1.00');
    await label.press('f');
    await expect(label.emotion('fear')).toHaveAttribute('aria-pressed', 'true');
    await label.goToApex.click();
    await expect(label.frame).not.toHaveText(/^0 \//);
    await expect(workbenchPage(first.page).saving).toHaveText('Saved');
    await first.page.screenshot({ path: picture('label') });
  });

  await test.step('undo and redo', async () => {
    const label = labellingPage(first.page);
    await label.press('Control+z');
    await expect(label.emotion('fear')).toHaveAttribute('aria-pressed', 'false');
    await label.press('Control+z');
    await expect(label.intensity).toHaveValue('0.70');
    await label.press('Control+Shift+z');
    await expect(label.intensity).toHaveValue('1.00');
    await expect(workbenchPage(first.page).saving).toHaveText('Saved');
  });

  await first.kill();
  const second = await workbench.start();
  const page = second.page;
  await test.step('after a kill the label is there and undo still works', async () => {
    await page.getByRole('button', { name: 'Open demo' }).click();
    await libraryPage(page).openFirst();
    const label = labellingPage(page);
    await expect(label.intensity).toHaveValue('1.00');
    await label.press('Control+z');
    await expect(label.intensity).toHaveValue('0.70');
  });

  await test.step('train a small model and see its curves', async () => {
    await workbenchPage(page).go('Train');
    const training = trainingPage(page);
    await training.setNumber('Folds', 2);
    await training.setNumber('Epochs', 6);
    await training.setNumber('Frames per clip', 8);
    await expect(training.summary).toContainText('2 folds by subject');
    await training.startButton.click();
    await expect(runPage(page).curves.locator('.recharts-line').first()).toBeVisible({
      timeout: TRAINING_MS,
    });
    await expect(runPage(page).reviewButton).toBeEnabled({ timeout: TRAINING_MS });
    await runPage(page).reviewButton.click();
  });

  await test.step('a cell leads to its clips, a clip to its apex, a correction to the stale mark', async () => {
    const review = reviewPage(page);
    const cell = await review.openError();
    const count = Number(/: (\d+) clips/.exec(cell)?.[1]);
    await expect(page.getByRole('region', { name: / predicted as / })).toContainText(`${count} clip`);
    await page.screenshot({ path: picture('review') });
    await review.entries.first().click();
    const label = labellingPage(page);
    await expect(label.prediction).toBeVisible();
    await expect(label.frame).not.toHaveText(/^(0|–) \//);
    const wasDisgust = (await label.emotion('disgust').getAttribute('aria-pressed')) === 'true';
    await label.press(wasDisgust ? 'f' : 'd');
    await expect(label.emotion(wasDisgust ? 'fear' : 'disgust')).toHaveAttribute('aria-pressed', 'true');
    await expect(workbenchPage(page).saving).toHaveText('Saved');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(review.staleNotice).toContainText('1 clip');
  });
});
