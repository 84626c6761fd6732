import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeTestProject } from '#main/engine/runs/test-support.ts';
import { trainOptions } from '../options.ts';
import { showRun, train } from './training.ts';

test("the current rater's labels go before those of the raters together, if the project knows the rater", async () => {
  const { dir, engine } = await makeTestProject();
  process.env['ONSET_CONFIG_DIR'] = join(dir, '../config');
  onTestFinished(() => {
    delete process.env['ONSET_CONFIG_DIR'];
  });
  const targetOfTraining = async () => {
    const asked = {
      project: dir,
      task: 'emotion',
      split: 'holdout:0.4',
      epochs: '1',
      imageSize: '12',
      frames: '2',
    };
    const { run } = await train(trainOptions.parse(asked));
    return (await showRun(dir, run)).spec?.target;
  };

  await engine.close();
  expect(await targetOfTraining()).toEqual({ from: 'rater-then-raters', rater: null });

  await engine.call('projects.open', { dir });
  await engine.call('raters.enter', { name: 'Ana' });
  await engine.close();
  expect(await targetOfTraining()).toEqual({ from: 'rater-then-raters', rater: 'Ana' });
});
