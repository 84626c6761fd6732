import { z } from 'zod';
import { makeStudy } from '../fixtures/study.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { labellingPage } from '../pages/labelling.ts';
import { reviewPage } from '../pages/review.ts';
import { workbenchPage } from '../pages/workbench.ts';

const SMALL = ['--epochs', '2', '--image-size', '16', '--frames', '4', '--backend', 'wasm'];
const metrics = z.record(z.string(), z.number());
const trained = z.object({ run: z.string(), metrics });
const listedRuns = z.array(z.object({ id: z.string(), staleClipCount: z.number() }));

test('intensities by clip: warned of, figures as computed, a point leads to its clip, a correction to the stale mark', async ({
  workbench,
}) => {
  const study = await makeStudy(workbench);
  await study.rate();
  const command = ['train', '--project', study.dir, '--task', 'intensity', '--split', 'holdout-clips:0.5'];
  const { run, metrics: computed } = trained.parse(await workbench.onset(...command, ...SMALL));
  const { page } = await workbench.start();
  const review = reviewPage(page);
  const label = labellingPage(page);

  await test.step('the figures are those of the run, and say what they are not', async () => {
    await chooserPage(page).openProject(study.dir);
    await chooserPage(page).enterName('Ada');
    await workbenchPage(page).go('Review');
    await expect(review.warning).toContainText('Clips of one subject may be in training and test');
    await expect(review.picker).toHaveValue(new RegExp(`^${run}.*not subject-independent`));
    for (const name of ['ccc', 'pearson', 'mae', 'rmse', 'mse'])
      await expect(review.figures).toContainText(new RegExp(`${name}\\s*${computed[name]?.toFixed(3)}`, 'i'));
    await expect(review.points).toHaveCount(6);
    await expect(review.entries).toHaveCount(6);
  });

  const clip = await test.step('a point lists its clip, which opens at its apex', async () => {
    await review.scatter.focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('region', { name: 'The clip of this point' })).toContainText('1 clip');
    await expect(review.entries.getByRole('img')).toBeVisible();
    const entry = await review.entries.getAttribute('aria-label');
    const name = /^Open (.+) at its apex$/.exec(entry ?? '')?.[1] ?? '';
    await review.entries.click();
    await expect(label.frame).toHaveText(/^3 \//);
    await expect(label.prediction).toContainText('Truth');
    return name;
  });

  await test.step('a correction makes the run stale, and Back finds the same place', async () => {
    await page.keyboard.press('Shift+0');
    await expect(label.intensity).toHaveValue('1.00');
    await expect(label.prediction).toContainText('changed since the run');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(review.staleNotice).toContainText('1 clip');
    await expect(review.entries).toHaveAccessibleName(`Open ${clip} at its apex`);
    await expect(review.entries).toContainText('relabelled since');
    const runs = listedRuns.parse(await workbench.onset('runs', '--project', study.dir));
    expect(runs).toEqual([{ id: run, staleClipCount: 1 }]);
  });
});
