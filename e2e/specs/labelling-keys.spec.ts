import { makeStudy } from '../fixtures/study.ts';
import { expect, test, type Workbench } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { keyboard } from '../pages/keyboard.ts';
import { labellingPage } from '../pages/labelling.ts';
import { libraryPage } from '../pages/library.ts';
import { workbenchPage } from '../pages/workbench.ts';

test('by keyboard alone: label, skip, undo after a kill, restore, record, walk a queue, change a key', async ({
  workbench,
}) => {
  const { dir } = await makeStudy(workbench);
  const first = await workbench.start();

  await test.step('a name, then the first clip', async () => {
    await chooserPage(first.page).openProject(dir);
    await chooserPage(first.page).enterName('Ada');
    await expect(libraryPage(first.page).count).toHaveText('12 clips');
    await first.page.keyboard.press('ArrowRight');
    await first.page.keyboard.press('Enter');
    await expect(labellingPage(first.page).clipName).toHaveText('S1_1');
    await expect(labellingPage(first.page).status).toHaveText('nothing said');
  });

  await test.step('everything a label has', async () => {
    const label = labellingPage(first.page);
    await expect(label.frame).toHaveText('0 / 4');
    await label.pressAll('7', 'a', '[', 'ArrowRight', 'ArrowRight');
    await expect(label.frame).toHaveText('2 / 4');
    await label.pressAll('\\', 'Alt+\\', 'Alt+8', 'Shift+H', 'Shift+H');
    await expect(label.intensity).toHaveValue('0.70');
    await expect(label.confidence).toHaveValue('0.80');
    await expect(label.share('anger')).toHaveText('0.80');
    await expect(label.share('happiness')).toHaveText('0.20');
    await expect(label.goTo('apex')).toHaveText('2~');
    await label.press(';');
    await expect(label.units).toBeFocused();
    await label.type('R6A+X9');
    await expect(label.units).toHaveAccessibleDescription('"X9" is no action unit.');
    await label.pressAll('Backspace', 'Backspace');
    await label.type('R12');
    await label.pressAll('Enter', "'");
    await label.type('smiles late');
    await label.press('Escape');
    await expect(label.units).toHaveValue('R6A+R12');
    await expect(label.status).toHaveText('submitted');
    await expect(workbenchPage(first.page).saving).toHaveText('Saved');
  });

  await test.step('a clip is skipped, for a reason, by two keys', async () => {
    const label = labellingPage(first.page);
    await label.press('Enter');
    await expect(label.clipName).toHaveText('S1_2');
    await label.press('-');
    await expect(label.skipReasons).toBeVisible();
    await label.press('2');
    await expect(label.clipName).toHaveText('S2_1');
    await label.press('Backspace');
    await expect(label.status).toHaveText('skipped');
    await expect(label.intensity).toHaveValue('');
    await expect(workbenchPage(first.page).saving).toHaveText('Saved');
  });

  await first.kill();
  const { page } = await workbench.start();
  const label = labellingPage(page);
  const saved = async () => expect(workbenchPage(page).saving).toHaveText('Saved');

  await test.step('after a kill undo takes the skip back, then the note', async () => {
    await page.getByRole('button', { name: 'Open study' }).click();
    await libraryPage(page).openFirst();
    await expect(label.clipName).toHaveText('S1_1');
    await expect(label.note).toHaveValue('smiles late');
    await label.press('Control+z');
    await expect(label.clipName).toHaveText('S1_2');
    await expect(label.status).toHaveText('nothing said');
    await label.press('Control+z');
    await expect(label.clipName).toHaveText('S1_1');
    await expect(label.note).toHaveValue('');
    await label.press('Control+Shift+z');
    await expect(label.note).toHaveValue('smiles late');
  });

  await test.step('a past state is restored from the history, itself a step to undo', async () => {
    await label.press('Alt+h');
    await expect(label.history.first()).toContainText('done again: note “smiles late”');
    const restore = label.history.getByRole('button', { name: /^Restore/ });
    await label.press('ArrowDown');
    await expect(restore.first()).toBeFocused();
    for (let at = 1; at < (await restore.count()); at++) await label.press('ArrowDown');
    await label.press('Enter');
    await expect(label.history.first()).toContainText('restored:');
    await expect(label.share('anger')).toHaveCount(0);
    await expect(label.confidence).toHaveValue('');
    await expect(label.intensity).toHaveValue('0.70');
    await label.press('Control+z');
    await expect(label.confidence).toHaveValue('0.80');
    await expect(label.share('happiness')).toHaveText('0.20');
  });

  await test.step('a trace by keyframes and recorded live, each one step', async () => {
    await label.pressAll('Home', ',', 'End');
    await expect(label.frame).toHaveText('4 / 4');
    await label.pressAll(',', 'ArrowDown', 'ArrowDown');
    await expect(label.keyframes).toHaveCount(2);
    await expect(label.keyframes.last()).toHaveAttribute('aria-valuenow', '0.6');
    await label.press('Delete');
    await expect(label.keyframes).toHaveCount(1);
    await label.pressAll('Home', '<', '<', '<', '.');
    await expect(label.recording).toBeVisible();
    await label.press('2');
    await expect(label.recording).toContainText('0.20');
    await expect(label.recording).toBeHidden();
    await expect(label.frame).toHaveText('4 / 4');
    await expect(label.keyframes).toHaveCount(5);
    await expect(label.keyframes.last()).toHaveAttribute('aria-valuenow', '0.2');
    await expect(label.intensity).toHaveValue('0.70');
    await saved();
    await page.screenshot({ path: 'test-results/pictures/label-keys.png' });
    await label.press('Control+z');
    await expect(label.keyframes).toHaveCount(1);
  });

  await test.step('a key is changed, works at once and after the next start', async () => {
    await label.press('Shift+?');
    const keys = page.getByRole('dialog', { name: 'Keys of this page' });
    await expect(keys).toBeVisible();
    await label.type('offset here');
    await label.pressAll('Tab', 'Enter', 'F8');
    await expect(keys.getByRole('button', { name: 'Key of Offset here', exact: true })).toHaveText('F8');
    await page.screenshot({ path: 'test-results/pictures/keys.png' });
    await label.press('Escape');
    await expect(keys).toBeHidden();
    await label.pressAll('End', 'F8');
    await expect(label.goTo('offset')).toHaveText('4');
    await saved();
  });

  await test.step('the palette leads to a queue, with the pace', async () => {
    await label.press('Control+k');
    await label.type('not labelled');
    await label.press('Enter');
    await expect(label.position).toHaveText('1 of 11');
    await expect(label.clipName).toHaveText('S1_2');
    await expect(label.pace).toContainText('1 of 12 done');
    await label.pressAll('5', 'Enter', '6', 'Enter');
    await expect(label.pace).toContainText('3 of 12 done');
    await expect(label.position).toHaveText('3 of 11');
    await saved();
    await page.screenshot({ path: 'test-results/pictures/queue.png' });
    await label.press('Control+1');
    await expect(page.getByRole('button', { name: /^Not labelled yet/ })).toContainText('9');
    await page.screenshot({ path: 'test-results/pictures/library-queues.png' });
  });

  await page.reload();
  await test.step('the key is kept', async () => {
    await libraryPage(page).openFirst();
    await expect(label.goTo('offset')).toHaveText('4');
    // The keys of the frames wait for the frames.
    await expect(label.frame).toHaveText(/^\d \/ 4$/);
    await label.pressAll('End', 'ArrowLeft');
    await expect(label.frame).toHaveText('3 / 4');
    await label.press('F8');
    await expect(label.goTo('offset')).toHaveText('3');
    await saved();
  });
});

test('rating again: a round of its own, in which nothing of before is seen until the clip is submitted', async ({
  workbench,
}) => {
  const { dir } = await makeStudy(workbench);
  const { page } = await workbench.start();
  const label = labellingPage(page);
  await chooserPage(page).openProject(dir);
  await chooserPage(page).enterName('Ada');
  await libraryPage(page).openFirst();
  await label.pressAll('7', 'a', '\\', 'Enter', '4', 'Enter');
  await expect(workbenchPage(page).saving).toHaveText('Saved');
  await label.press('Control+k');
  await label.type('to rate again');
  await label.press('Enter');
  await expect(label.position).toHaveText('1 of 2');
  await expect(label.status).toHaveText('nothing said');
  await expect(label.hidden).toBeVisible();
  await expect(label.intensity).toHaveValue('');
  await expect(label.goTo('apex')).toHaveText('–');
  await label.press('3');
  await expect(label.status).toHaveText('draft');
  await expect(label.hidden).toBeVisible();
  await page.screenshot({ path: 'test-results/pictures/round-2.png' });
  await label.press('Enter');
  await expect(label.position).toHaveText('2 of 2, the last');
  await label.press('Backspace');
  await expect(label.status).toHaveText('submitted');
  await expect(label.hidden).toBeHidden();
  await expect(label.others.filter({ hasText: 'Ada' })).toHaveCount(1);
  await expect(label.others).toHaveCount(2);
});

/** Ada in Label, on the first clip of a small study. */
async function openFirstClip(workbench: Workbench) {
  const { dir } = await makeStudy(workbench);
  const { page } = await workbench.start();
  await chooserPage(page).openProject(dir);
  await chooserPage(page).enterName('Ada');
  await libraryPage(page).openFirst();
  return { page, label: labellingPage(page) };
}

test.describe('what a rater has not said is not said', () => {
  test('Escape gives up what was typed', async ({ workbench }) => {
    const { page, label } = await openFirstClip(workbench);
    await label.pressAll('7', ';');
    await expect(label.units).toBeFocused();
    await label.type('R6A');
    await label.pressAll('Enter', ';', 'End');
    await label.type('+R12');
    await expect(label.units).toHaveValue('R6A+R12');
    await label.press('Escape');
    await expect(label.units).not.toBeFocused();
    await expect(label.units).toHaveValue('R6A');
    // The second is no number of 0 to 1: the field brings it into range only when it is taken.
    for (const typed of ['0.25', '5']) {
      await label.intensity.focus();
      await label.press('Control+a');
      await label.type(typed);
      await label.press('Escape');
      await expect(label.intensity).not.toBeFocused();
      await expect(label.intensity).toHaveValue('0.70');
    }
    await label.intensity.focus();
    await label.press('Control+a');
    await label.type('5');
    await label.press('Enter');
    await expect(label.intensity).toHaveValue('1.00');
    await expect(workbenchPage(page).saving).toHaveText('Saved');
  });

  test('the reasons to skip go with their clip', async ({ workbench }) => {
    const { label } = await openFirstClip(workbench);
    await label.press('-');
    await expect(label.skipReasons).toBeVisible();
    await label.press('PageDown');
    await expect(label.clipName).toHaveText('S1_2');
    await expect(label.skipReasons).toBeHidden();
    await label.press('3');
    await expect(label.intensity).toHaveValue('0.30');
    await expect(label.status).toHaveText('submitted');
  });

  test('another rater begins with the first clip', async ({ workbench }) => {
    const { page, label } = await openFirstClip(workbench);
    await label.pressAll('PageDown', 'PageDown');
    await expect(label.clipName).toHaveText('S2_1');
    await label.press('Control+1');
    await label.press('Control+2');
    await expect(label.clipName).toHaveText('S2_1');
    await label.press('Control+1');
    await keyboard(page).becomeRater('Ben');
    await label.press('Control+2');
    await expect(label.clipName).toHaveText('S1_1');
    await label.press('PageDown');
    await expect(label.clipName).toHaveText('S1_2');
    await keyboard(page).becomeRater('Cleo');
    await expect(label.clipName).toHaveText('S1_1');
  });
});
