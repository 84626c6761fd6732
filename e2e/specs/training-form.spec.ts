import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeStudy, type Study } from '../fixtures/study.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { libraryPage } from '../pages/library.ts';
import { runPage } from '../pages/run.ts';
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
  await expect(runPage(page).allRuns).toBeVisible();
  const run = await runPage(page).name.textContent();
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
  await training.choose('Representation', 'Colour image (RGB)');
  await training.choose('Window', 'Onset to apex, where labelled');
  await training.choose('Lengths', 'Keep lengths, mask what is missing');
  await training.setNumber('Frames per clip', 5);
  await training.setNumber('Image size', 17);
  await training.unfold('Augmentation');
  await training.turn('Flip');
  await training.setNumber('Shift', 2);
  await training.setNumber('Brightness', 0.1);
  await training.setNumber('Temporal crop', 0.25);
  await expect(training.group('Augmentation')).toContainText(
    'flip, shift 2 px, brightness 0.1, temporal crop 0.25',
  );
  await training.field('Convolution filters').fill('3, 5');
  await training.setNumber('Kernel size', 2);
  await training.setNumber('Dense units', 9);
  await training.setNumber('LSTM units', 11);
  await training.setNumber('LSTM layers', 2);
  await training.setNumber('Dropout', 0.2);
  await training.turn('Both directions');
  await training.choose('Loss', 'Focal');
  await training.setNumber('Gamma', 1.5);
  await training.unfold('Imbalance');
  await training.choose('Class weights', 'As given below');
  await training.setNumber('Weight of anger', 2);
  await training.setNumber('Weight of happiness', 3.5);
  await training.choose('Sampling', 'SMOTE on embeddings');
  await training.setNumber('Neighbours', 2);
  await training.setNumber('Head epochs', 3);
  await training.choose('Optimizer', 'SGD with momentum');
  await training.setNumber('Momentum', 0.8);
  await training.setNumber('Learning rate', 0.002);
  await training.setNumber('Batch size', 3);
  await training.setNumber('Epochs', 2);
  await training.unfold('Learning rate schedule');
  await training.choose('Schedule', 'Cosine, with warm-up');
  await training.setNumber('Warm-up', 1);
  await training.setNumber('Final share', 0.1);
  await training.unfold('Early stopping');
  await training.turn('Stop early');
  await training.setNumber('Validation share', 0.25);
  await training.setNumber('Patience', 4);
  await training.setNumber('Seed', 42);
  await training.choose('Backend', 'WebAssembly');
  await expect(training.summary).toContainText('Holdout by subject: 4 subjects train, 2 test');

  expect(await startedSpec(page, study)).toEqual({
    version: 2,
    task: 'emotion',
    target: { from: 'rater', rater: 'faces' },
    clipIds: null,
    split: { kind: 'holdout', testShare: 0.35 },
    input: {
      framesPerClip: 5,
      imageSize: 17,
      window: 'onset-apex',
      representation: 'rgb',
      lengths: 'mask',
    },
    augmentation: { flip: true, shiftPixels: 2, brightness: 0.1, temporalCrop: 0.25 },
    model: {
      convFilters: [3, 5],
      kernelSize: 2,
      denseUnits: 9,
      lstmUnits: 11,
      lstmLayers: 2,
      bidirectional: true,
      dropout: 0.2,
    },
    loss: { kind: 'focal', gamma: 1.5 },
    classWeights: { kind: 'given', weights: { anger: 2, happiness: 3.5 } },
    densityWeights: null,
    sampling: { kind: 'embedding-smote', neighbours: 2, headEpochs: 3 },
    optimizer: { kind: 'sgd', momentum: 0.8 },
    learningRate: 0.002,
    schedule: { kind: 'cosine', warmupEpochs: 1, finalShare: 0.1 },
    batchSize: 3,
    epochs: 2,
    earlyStopping: { validationShare: 0.25, patience: 4 },
    seed: 42,
    backend: 'wasm',
  });
  await expect(runPage(page).reviewButton).toBeEnabled();
  await expect(runPage(page).facts).toContainText('wasm');
  await expect(runPage(page).curves).toContainText('validation loss');
});

test('the intensity form: its losses, its weights, its target, the clips of the filter', async ({
  workbench,
}) => {
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
  expect(await training.choicesOf('Loss')).toEqual([
    'Mean squared error',
    'Mean absolute error',
    'Huber',
    'Concordance (1 − CCC)',
  ]);
  await training.choose('Target', 'My label, else the raters together');
  await training.choose('Loss', 'Huber');
  await training.setNumber('Delta', 0.2);
  await training.unfold('Imbalance');
  await expect(training.choice('Class weights')).toHaveCount(0);
  await training.turn('Density weights');
  await training.setNumber('Bins', 10);
  await training.setNumber('Sigma', 1.5);
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
    loss: { kind: 'huber', delta: 0.2 },
    classWeights: { kind: 'none' },
    densityWeights: { bins: 10, sigmaBins: 1.5 },
    sampling: { kind: 'shuffled' },
    clipIds: expect.arrayContaining(ofTrain),
  });
  expect(spec).toHaveProperty('clipIds.length', 8);

  await runPage(page).allRuns.click();
  await training.choose('Target', 'The raters together');
  await training.choose('Loss', 'Concordance (1 − CCC)');
  await expect(training.field('Bins')).toHaveCount(0);
  expect(await startedSpec(page, study)).toMatchObject({
    target: { from: 'raters' },
    loss: { kind: 'ccc' },
    densityWeights: null,
  });
});

test('only what applies is shown, and a folded group tells what it holds and what is wrong in it', async ({
  workbench,
}) => {
  const study = await makeStudy(workbench);
  const { page } = await workbench.start();
  await goToTraining(page, study);
  const training = trainingPage(page);
  const shown = (label: string) => training.form.getByLabel(label, { exact: true });

  await expect(shown('Label smoothing')).toBeVisible();
  for (const [choice, option, own] of [
    ['Loss', 'Focal', 'Gamma'],
    ['Loss', 'Soft cross-entropy', null],
    ['Loss', 'Kullback–Leibler divergence', null],
    ['Optimizer', 'AdamW', 'Weight decay'],
    ['Optimizer', 'Adam', null],
  ] as const) {
    await training.choose(choice, option);
    for (const label of ['Gamma', 'Weight decay', 'Label smoothing'])
      await expect(shown(label), `${label} with ${option}`).toHaveCount(label === own ? 1 : 0);
  }

  await expect(training.group('Imbalance')).toContainText('none');
  await training.unfold('Imbalance');
  await training.choose('Class weights', 'Effective number of clips');
  await expect(training.field('Beta')).toHaveValue('0.999');
  await training.setNumber('Beta', 7);
  await training.unfold('Imbalance');
  await expect(training.field('Beta')).toBeHidden();
  await expect(training.group('Imbalance')).toContainText('effective number, beta 7');
  await expect(training.group('Imbalance')).toContainText('1 to mend');
  await expect(training.startButton).toBeDisabled();

  await training.unfold('Augmentation');
  await training.setNumber('Brightness', 0.2);
  await training.choose('Representation', 'Optical flow from the first frame');
  await expect(training.field('Brightness')).toHaveCount(0);
  await expect(training.group('Augmentation')).toContainText('none');
});

test('a spec is saved as JSON and loaded from it, of this version or the one before', async ({
  workbench,
}) => {
  const study = await makeStudy(workbench);
  const { page } = await workbench.start();
  await goToTraining(page, study);
  const training = trainingPage(page);
  await training.choose('Task', 'Intensity');
  await training.setNumber('Epochs', 9);
  await expect(training.saveSpec).toHaveAttribute('download', 'spec-intensity.json');
  const link = (await training.saveSpec.getAttribute('href')) ?? '';
  const saved = decodeURIComponent(link.slice(link.indexOf(',') + 1));
  expect(JSON.parse(saved)).toMatchObject({
    version: 2,
    task: 'intensity',
    epochs: 9,
    target: { from: 'rater-then-raters', rater: 'Ada' },
  });
  const file = async (name: string, text: string) => {
    await writeFile(join(workbench.dir, name), text);
    return join(workbench.dir, name);
  };

  await training.setNumber('Epochs', 3);
  await training.loadSpec(await file('saved.json', saved));
  await expect(training.field('Epochs')).toHaveValue('9');

  const { version, augmentation, sampling, optimizer, schedule, earlyStopping, densityWeights, ...same } =
    JSON.parse(saved);
  const first = {
    ...same,
    version: 1,
    task: 'emotion',
    input: { framesPerClip: 7, imageSize: 20, window: 'clip', representation: 'grey' },
    model: { convFilters: [4], kernelSize: 3, denseUnits: 4, lstmUnits: 5 },
    loss: { kind: 'focal', gamma: 3 },
    classWeights: 'balanced',
  };
  await training.loadSpec(await file('first.json', JSON.stringify(first)));
  await expect(training.field('Convolution filters')).toHaveValue('4');
  await expect(training.field('Gamma')).toHaveValue('3');
  await expect(training.group('Imbalance')).toContainText('balanced class weights');

  await training.loadSpec(await file('wrong.json', JSON.stringify({ ...first, epochs: 0 })));
  await expect(training.form.getByRole('status')).toContainText('wrong.json was not loaded: epochs');
  await expect(training.field('Gamma')).toHaveValue('3');

  const another = { ...first, target: { from: 'rater-then-raters', rater: 'faces' }, clipIds: [1, 2] };
  await training.loadSpec(await file('wrong.json', JSON.stringify(another)));
  await expect(training.form.getByRole('status')).toContainText(
    'The form holds wrong.json, but for its clips: it names 2 of its own',
  );
  await expect(training.choice('Target')).toHaveValue("faces's label, else the raters together");
  expect(await startedSpec(page, study)).toMatchObject({ target: another.target, clipIds: null });
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
