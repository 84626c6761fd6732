import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { encodeGreyPng } from '../../src-main/demo/png.ts';
import { expect, test, type Workbench } from '../fixtures/workbench.ts';
import { agreementPage } from '../pages/agreement.ts';
import { chooserPage } from '../pages/chooser.ts';
import { keyboard } from '../pages/keyboard.ts';
import { labellingPage } from '../pages/labelling.ts';
import { libraryPage } from '../pages/library.ts';
import { workbenchPage } from '../pages/workbench.ts';

const CLIPS = 20;
const SIZE = 16;

/**
 * What the two say of clips 1 to 20. Ada and Ben both fear: 8; Ada fear, Ben disgust: 2; Ada disgust, Ben fear: 3;
 * both disgust: 7.
 */
const ADA = 'ffffffffffdddddddddd';
const BEN = 'ffffffffddfffddddddd';

/*
 * Worked out by hand from that table:
 * agreement of pairs = (8 + 7) / 20 = 0.75.
 * Cohen's kappa: chance agreement = (10 · 11 + 10 · 9) / 20² = 0.5, so (0.75 - 0.5) / (1 - 0.5) = 0.5.
 * Krippendorff's alpha, nominal: of 40 values 21 are fear and 19 disgust. Observed disagreement 5 / 20 = 0.25; expected
 * 2 · 21 · 19 / (40 · 39) = 0.511538…; 1 - 0.25 / 0.511538 = 0.511278…
 */
const SHARE = '0.750';
const KAPPA = '0.50';
const ALPHA = '0.511';

/** A project of 20 clips, 4 subjects with 5 each, that nobody has labelled. */
async function makeClips({ dir: parent, onset }: Workbench): Promise<string> {
  const frames = join(parent, 'frames');
  for (let clip = 0; clip < CLIPS; clip++)
    for (let frame = 0; frame < 3; frame++) {
      const folder = join(frames, `S${(clip % 4) + 1}`, `clip${String(clip + 1).padStart(2, '0')}`);
      await mkdir(folder, { recursive: true });
      const grey = Uint8Array.from(
        { length: SIZE ** 2 },
        (_, pixel) => (pixel * (frame + 1) + clip * 9) % 256,
      );
      await writeFile(join(folder, `img${frame + 1}.png`), encodeGreyPng(grey, SIZE));
    }
  const dir = join(parent, 'study');
  await onset('import', frames, '--as', 'sequences', '--project', dir);
  return dir;
}

/** By the keys of the label page: an emotion's letter, then Enter, which submits and goes on. */
async function labelAll(page: Page, letters: string): Promise<void> {
  const labelling = labellingPage(page);
  const workbench = workbenchPage(page);
  await page.keyboard.press('Control+1');
  await expect(libraryPage(page).count).toContainText(`${CLIPS} clips`);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  for (const [index, letter] of [...letters].entries()) {
    await expect(labelling.position).toHaveText(new RegExp(`^${index + 1} of ${CLIPS}`));
    await expect(labelling.picture).toBeVisible();
    await page.keyboard.press(letter);
    await expect(labelling.emotion(letter === 'f' ? 'fear' : 'disgust')).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.keyboard.press('Enter');
  }
  await expect(workbench.saving).toHaveText('Saved');
}

async function addEmotions(page: Page): Promise<void> {
  await page.keyboard.press('Control+2');
  for (const name of ['fear', 'disgust']) {
    await keyboard(page).tabTo(page.getByRole('button', { name: 'Add an emotion' }));
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('New emotion')).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(labellingPage(page).emotion(name)).toBeVisible();
  }
}

test('two raters label blind, agree as worked out by hand, and a dispute is decided, by keyboard alone', async ({
  workbench,
}) => {
  const dir = await makeClips(workbench);
  const { page } = await workbench.start();
  const agreement = agreementPage(page);
  const keys = keyboard(page);
  await test.step('Ada opens the project, adds two emotions and makes it blind', async () => {
    await chooserPage(page).openProject(dir);
    await chooserPage(page).enterName('Ada');
    await expect(libraryPage(page).count).toHaveText(`${CLIPS} clips`);
    await addEmotions(page);
    await page.keyboard.press('Control+6');
    const blind = page.getByRole('switch', { name: 'Label blind' });
    await keys.tabTo(blind);
    await page.keyboard.press('Space');
    await expect(blind).toBeChecked();
  });

  await test.step('both label all clips without seeing what the other said', async () => {
    await labelAll(page, ADA);
    await keyboard(page).becomeRater('Ben');
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Home');
    await expect(libraryPage(page).clips.getByRole('option', { name: /fear|disgust/ })).toHaveCount(0);
    await page.keyboard.press('Control+2');
    await expect(page.getByText('What others said is hidden until you submit.')).toBeVisible();
    await labelAll(page, BEN);
  });

  await test.step('the page of agreement shows the figures', async () => {
    await page.keyboard.press('Control+5');
    await expect(agreement.figure('Agreement of pairs')).toContainText(SHARE);
    await expect(agreement.figure("Krippendorff's alpha (nominal)")).toContainText(ALPHA);
    await expect(agreement.pair('Ada', 'Ben')).toHaveText(KAPPA);
    await expect(agreement.clips.first()).toBeVisible();
  });

  await test.step('the first dispute is decided, and the gold label follows', async () => {
    await expect(agreement.gold).toContainText('tied');
    const name = await agreement.decision.getAttribute('aria-label');
    await expect(agreement.compared('Ada', 'Ben')).toContainText('20 clips, 0 of 5 decided');
    await page.keyboard.press('b');
    await expect(agreement.decision).toContainText('adjudicated');
    await expect(agreement.compared('Ada', 'Ben')).toContainText('20 clips, 1 of 5 decided');
    // The list stays as it is while it is worked through.
    await expect(agreement.decision).toHaveAttribute('aria-label', name ?? '');
    await expect(agreement.clips.first()).toHaveAttribute('aria-selected', 'true');
    await expect(agreement.clips.first().getByLabel('decided')).toBeVisible();
    const decided = await agreement.gold.textContent();
    expect(['fear', 'disgust']).toContain(decided);
    await page.keyboard.press('a');
    await expect(agreement.gold).not.toHaveText(decided ?? '');
    await page.keyboard.press('Control+z');
    await expect(agreement.gold).toHaveText(decided ?? '');
    // What raters said is left as it was.
    await expect(agreement.pair('Ada', 'Ben')).toHaveText(KAPPA);
  });

  await test.step('Enter opens the clip, Back returns to the dispute', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(agreement.clips.nth(1)).toHaveAttribute('aria-selected', 'true');
    const name = await agreement.decision.getAttribute('aria-label');
    await page.keyboard.press('Enter');
    await expect(labellingPage(page).picture).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    // What was decided is now the last of the five.
    await expect(agreement.decision).toHaveAttribute('aria-label', name ?? '');
    await expect(agreement.clips.nth(0)).toHaveAttribute('aria-selected', 'true');
    await expect(agreement.clips.nth(4).getByLabel('decided')).toBeVisible();
  });

  await test.step('either triangle of the matrix leads to the same pair', async () => {
    await keys.tabTo(agreement.pair('Ben', 'Ada'));
    await page.keyboard.press('Enter');
    await expect(agreement.compared('Ada', 'Ben')).toBeVisible();
    await expect(agreement.pair('Ada', 'Ben')).toHaveAttribute('aria-pressed', 'true');
  });
});
