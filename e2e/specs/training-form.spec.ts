import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeStudy, type Study } from '../fixtures/study.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { libraryPage } from '../pages/library.ts';
import { trainingPage } from '../pages/training.ts';
import { workbenchPage } from '../pages/workbench.ts';

/** Opens the project under the name Ada and goes to Train. */
async function goToTraining(page: Page, { dir }: Study): Promise<void> {
  await chooserPage(page).openProject(dir);
  await chooserPage(page).enterName('Ada');
  await expect(libraryPage(page).count).toHaveText('12 clips');
  await workbenchPage(page).go('Train');
}

/** Starts what the form says; answers the spec as it lies in the run's folder. */
async function startedSpec(page: Page, { dir }: Study): Promise<unknown> {
  const training = trainingPage(page);
  await expect(training.startButton).toBeEnabled();
  await training.startButton.click();
  await expect(training.allRuns).toBeVisible();
  const run = await training.runName.textContent();
  return JSON.parse(await readFile(join(dir, 'runs', run ?? '', 'spec.json'), 'utf8'));
}

test('every field of the emotion form is in the spec that is trained', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  const { page } = await workbench.start();
  await goToTraining(page, study);
  const training = trainingPage(page);

  await training.choose('Target', 'Only faces');
  await training.choose('Split', 'Hold out some subjects');
  await training.setNumber('Test share', 0.35);
  await training.choose('Window', 'Onset to offset, where labelled');
  await training.choose('Representation', 'Grey image');
  await training.setNumber('Frames per clip', 5);
  await training.setNumber('Image size', 17);
  await training.field('Convolution filters').fill('3, 5');
  await training.setNumber('Kernel size', 2);
  await training.setNumber('Dense units', 9);
  await training.setNumber('LSTM units', 11);
  await training.choose('Loss', 'Focal');
  await training.setNumber('Gamma', 1.5);
  await training.choose('Class weights', 'Balanced');
  await training.setNumber('Learning rate', 0.002);
  await training.setNumber('Batch size', 3);
  await training.setNumber('Epochs', 2);
  await training.setNumber('Seed', 42);
  await training.choose('Backend', 'WebAssembly');
  await expect(training.summary).toContainText('Holdout by subject: 4 subjects train, 2 test');

  expect(await startedSpec(page, study)).toEqual({
    version: 1,
    task: 'emotion',
    target: { from: 'rater', rater: 'faces' },
    clipIds: null,
    split: { kind: 'holdout', testShare: 0.35 },
    input: { framesPerClip: 5, imageSize: 17, window: 'coded', representation: 'grey' },
    model: { convFilters: [3, 5], kernelSize: 2, denseUnits: 9, lstmUnits: 11 },
    loss: { kind: 'focal', gamma: 1.5 },
    classWeights: 'balanced',
    learningRate: 0.002,
    batchSize: 3,
    epochs: 2,
    seed: 42,
    backend: 'wasm',
  });
  await expect(training.reviewButton).toBeEnabled();
  await expect(page.getByText('wasm', { exact: true })).toBeVisible();
});

test('the intensity form: its losses, its target, the clips of the filter', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  await study.rate();
  const { page } = await workbench.start();
  await goToTraining(page, study);
  const training = trainingPage(page);

  expect(await training.choicesOf('Target')).toEqual([
    'My label, else the raters together',
    'The raters together',
    'Only Ada',
    'Only Ben',
    'Only faces',
  ]);
  await training.choose('Target', 'Only Ada');
  await expect(training.summary).toContainText('None of the 12 clips can be used');
  await expect(training.startButton).toBeDisabled();

  await training.choose('Task', 'Intensity');
  expect(await training.choicesOf('Loss')).toEqual(['Mean squared error', 'Mean absolute error']);
  await expect(training.choice('Class weights')).toHaveCount(0);
  await training.choose('Target', 'My label, else the raters together');
  await training.choose('Loss', 'Mean absolute error');
  await training.setNumber('Folds', 2);
  await training.setNumber('Epochs', 1);
  await workbenchPage(page).go('Library');
  await libraryPage(page).filterBy('Split', 'train');
  await expect(libraryPage(page).count).toHaveText('8 clips');
  await workbenchPage(page).go('Train');
  await expect(training.summary).toContainText('2 folds by subject: 2 subjects train, 2 test');

  const clips = await study.clips();
  const ofTrain = clips.filter(({ subject }) => subject !== 'S5' && subject !== 'S6').map(({ id }) => id);
  const spec = await startedSpec(page, study);
  expect(spec).toMatchObject({
    task: 'intensity',
    target: { from: 'rater-then-raters', rater: 'Ada' },
    split: { kind: 'kfold', folds: 2 },
    loss: { kind: 'mae' },
    classWeights: 'none',
    clipIds: expect.arrayContaining(ofTrain),
  });
  expect(spec).toHaveProperty('clipIds.length', 8);

  await training.allRuns.click();
  await training.choose('Target', 'The raters together');
  await training.choose('Loss', 'Mean squared error');
  expect(await startedSpec(page, study)).toMatchObject({ target: { from: 'raters' }, loss: { kind: 'mse' } });
});

test('each split says what it would do', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  const { page } = await workbench.start();
  await goToTraining(page, study);
  const training = trainingPage(page);
  for (const [split, words] of [
    ['Leave one subject out (LOSO)', 'Leave one subject out, 6 folds: 5 subjects train, 1 tests'],
    ['k folds by subject', '5 folds by subject: 4 to 5 subjects train, 1 to 2 test'],
    ['Hold out some subjects', 'Holdout by subject: 5 subjects train, 1 test'],
    ['Train and test as imported', "The data's own split: 8 clips train, 4 test"],
    ['Hold out clips (not subject-independent)', 'Holdout by clip: 10 clips train, 2 test'],
  ] as const) {
    await training.choose('Split', split);
    await expect(training.summary).toContainText(words);
  }
  await expect(training.summary).toContainText('no figure of this run is subject-independent');
});

test('a value that cannot be says why at its field, and nothing starts', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  const { page } = await workbench.start();
  await goToTraining(page, study);
  const training = trainingPage(page);
  await expect(training.startButton).toBeEnabled();
  for (const { label, wrong, why, right } of [
    { label: 'Epochs', wrong: '0', why: /^At least 1\./, right: '2' },
    { label: 'Epochs', wrong: '', why: /^A number is needed\./, right: '2' },
    { label: 'Epochs', wrong: '2.5', why: /^A whole number is needed\./, right: '2' },
    { label: 'Learning rate', wrong: '0', why: /^More than 0\./, right: '0.001' },
    { label: 'Image size', wrong: '999', why: /^At most 256\./, right: '40' },
    { label: 'Image size', wrong: '8', why: /leave nothing of an image of 8 pixels/, right: '40' },
    { label: 'Convolution filters', wrong: '16, x', why: /^A number is needed\./, right: '16, 32' },
    { label: 'Folds', wrong: '1', why: /^At least 2\./, right: '3' },
  ]) {
    await test.step(`${label}: ${wrong}`, async () => {
      const field = training.field(label);
      await field.fill(wrong);
      await expect(training.startButton).toBeDisabled();
      const shown = wrong === '8' ? training.field('Convolution filters') : field;
      await expect(shown).toHaveAccessibleDescription(why);
      await field.fill(right);
      await expect(training.startButton).toBeEnabled();
    });
  }
  await training.setNumber('Folds', 9);
  await expect(training.summary).toContainText('9 folds');
  await expect(training.startButton).toBeDisabled();
});
