import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeStudy, type Study } from '../fixtures/study.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { libraryPage } from '../pages/library.ts';
import { runPage } from '../pages/run.ts';
import { trainingPage } from '../pages/training.ts';
import { workbenchPage } from '../pages/workbench.ts';

const SMALL = ['--epochs', '2', '--image-size', '16', '--frames', '4', '--backend', 'wasm'];
const EPOCHS = 60;
const TRAINING_MS = 120_000;
const picture = (name: string) => ({ path: join('test-results', 'pictures', `${name}.png`) });

async function goToTraining(page: Page, { dir }: Study): Promise<void> {
  await chooserPage(page).openProject(dir);
  await chooserPage(page).enterName('Ada');
  await expect(libraryPage(page).count).toHaveText('12 clips');
  await workbenchPage(page).go('Train');
}

/** Starts a run of two folds that takes some seconds. */
async function startRun(page: Page): Promise<string> {
  const training = trainingPage(page);
  await training.setNumber('Folds', 2);
  await training.setNumber('Epochs', EPOCHS);
  await training.choose('Backend', 'WebAssembly');
  await expect(training.summary).toContainText('2 folds by subject');
  await expect(training.startButton).toBeEnabled();
  await training.startButton.click();
  return (await runPage(page).name.textContent()) ?? '';
}

test('a run is watched, cancelled, resumed to its end; its log, its folds, its memory', async ({
  workbench,
}) => {
  const study = await makeStudy(workbench);
  const { page } = await workbench.start();
  await goToTraining(page, study);
  const run = runPage(page);
  const name = await startRun(page);

  await test.step('curves grow, seconds are left, the log follows', async () => {
    await expect(run.lines.first()).toBeVisible();
    await expect(run.progress).toBeVisible();
    await run.showLog.click();
    await expect(run.log).toContainText(/epoch/i);
  });

  await test.step('a window that is opened anew shows it at once', async () => {
    await page.reload();
    const job = page.getByRole('banner').getByRole('button', { name: /Fold \d of 2/ });
    await expect(job).toBeVisible();
    await job.click();
    await expect(run.name).toHaveText(name);
  });

  await test.step('Cancel ends it, Resume goes on', async () => {
    await run.cancelButton.click();
    await expect(run.status('cancelled')).toBeVisible();
    await expect(run.reviewButton).toBeDisabled();
    await page.screenshot(picture('run-cancelled'));
    await run.resumeButton.click();
    await expect(run.status('cancelled')).toBeHidden();
    await expect(run.status('done')).toBeVisible({ timeout: TRAINING_MS });
  });

  await test.step('each fold has its epochs, its time, its figure', async () => {
    await expect(run.folds).toHaveCount(2);
    for (const fold of await run.folds.all())
      await expect(fold).toContainText(new RegExp(`${EPOCHS} of ${EPOCHS}\\s*\\d+ s\\s*(\\d\\.\\d{3}|–)`));
    await expect(run.facts).toContainText(/UF1\s*\d\.\d{3}/);
    await expect(run.facts).toContainText('wasm');
    await expect(run.facts).toContainText(/\d+ MiB at most/);
    await run.showLog.click();
    await expect(run.log).toContainText('Goes on after');
    await page.screenshot(picture('run'));
  });
});

test('a run that the program died under says so, and goes on', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  const first = await workbench.start();
  await goToTraining(first.page, study);
  const name = await startRun(first.page);
  await expect(runPage(first.page).lines.first()).toBeVisible();
  await first.kill();

  const { page } = await workbench.start();
  const run = runPage(page);
  await page.getByRole('button', { name: 'Open study' }).click();
  await workbenchPage(page).go('Train');
  const row = trainingPage(page).runs.getByRole('row', { name });
  await expect(row).toContainText('interrupted');
  await row.getByRole('button', { name }).click();
  await expect(page.getByRole('alert')).toContainText('The run was interrupted');
  await run.resumeButton.click();
  await expect(run.status('done')).toBeVisible({ timeout: TRAINING_MS });
  for (const fold of await run.folds.all()) await expect(fold).toContainText(`${EPOCHS} of ${EPOCHS}`);
});

test('a finished run is exported, compared, and suggests labels', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  const train = ['train', '--project', study.dir, '--task', 'emotion', '--split', 'kfold:2', ...SMALL];
  await workbench.onset(...train);
  await workbench.onset(...train, '--epochs', '5', '--loss', 'focal');
  const { page } = await workbench.start();
  await goToTraining(page, study);
  const training = trainingPage(page);
  const run = runPage(page);
  const names = await training.runs.getByRole('button').allTextContents();
  expect(names).toHaveLength(2);

  await test.step('two runs in one chart, with what they differ in', async () => {
    await expect(training.compareButton).toBeDisabled();
    for (const name of names) await training.tick(name);
    await training.compareButton.click();
    await expect(run.comparedLines).toHaveCount(2);
    await expect(run.compared).toContainText('learn by different losses');
    for (const name of names) await expect(run.comparison).toContainText(name);
    await expect(run.comparison.getByRole('row', { name: 'epochs' })).toContainText(/5\s*2/);
    await expect(run.comparison.getByRole('row', { name: 'figure' })).toContainText(/UF1 \d\.\d{3}/);
    await page.screenshot(picture('compare'));
    await run.allRuns.click();
    await expect(training.compareButton).toBeEnabled();
  });

  await test.step('a run is opened once, and the ticks stay', async () => {
    await training.runs.getByRole('button', { name: names[1] ?? '' }).click();
    await expect(run.name).toHaveText(names[1] ?? '');
    await page.goBack();
    await expect(training.compareButton).toBeEnabled();
    await training.runs.getByRole('button', { name: names[1] ?? '' }).click();
    await run.allRuns.click();
    await expect(training.compareButton).toBeEnabled();
  });

  await training.runs.getByRole('button', { name: names[0] ?? '' }).click();
  await test.step('export into a folder', async () => {
    const dialog = await run.openDialog('Export…');
    const dir = join(workbench.dir, 'taken-away');
    await dialog.getByRole('textbox', { name: 'New folder' }).fill(dir);
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect(dialog.getByRole('status')).toContainText(`files are in ${dir}`);
    const listed = await dialog
      .getByRole('list', { name: 'Files of the export' })
      .getByRole('listitem')
      .all();
    expect(listed.length).toBeGreaterThan(4);
    expect((await readdir(dir)).length).toBeGreaterThan(1);
    await page.screenshot(picture('export'));
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect(dialog.getByRole('alert')).toContainText(dir);
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('what it came to outlives the page', async () => {
    await run.allRuns.click();
    await training.runs.getByRole('button', { name: names[0] ?? '' }).click();
    const dialog = await run.openDialog('Export…');
    await expect(dialog.getByRole('alert')).toContainText('taken-away');
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('suggestions are a model’s, beside the labels of people', async () => {
    const dialog = await run.openDialog('Suggest labels…');
    await dialog.getByRole('button', { name: 'Suggest labels' }).click();
    await expect(dialog.getByRole('status')).toContainText(
      `Model ${names[0]} has labelled 12 clips: all by models that never saw the clip's subject.`,
    );
    await page.screenshot(picture('suggest'));
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Use this spec again' }).click();
    await expect(training.form.getByRole('status')).toHaveText(`The form holds the spec of ${names[0]}.`);
    await expect(training.choice('Target')).toHaveValue('The raters together');
    await workbenchPage(page).go('Library');
    await libraryPage(page).openFirst();
    const others = page.getByRole('list', { name: 'Labels of other raters' }).getByRole('listitem');
    await expect(others.filter({ hasText: `Model ${names[0]}` })).toHaveText(/anger|happiness/);
  });
});
