import type { Page } from '@playwright/test';
import { makeStudy, type Study } from '../fixtures/study.ts';
import { watchPage } from '../fixtures/witness.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { importDialog } from '../pages/importing.ts';
import { labellingPage } from '../pages/labelling.ts';
import { libraryPage } from '../pages/library.ts';
import { reviewPage } from '../pages/review.ts';
import { runPage } from '../pages/run.ts';
import { trainingPage } from '../pages/training.ts';
import { workbenchPage } from '../pages/workbench.ts';

const SMALL = ['--epochs', '2', '--image-size', '16', '--frames', '4', '--backend', 'wasm'];

async function enter(page: Page, { dir }: Study): Promise<void> {
  await chooserPage(page).openProject(dir);
  await chooserPage(page).enterName('Ada');
  await expect(libraryPage(page).count).toHaveText('12 clips');
}

/** Everything the window has: each view with something in it, its dialogs, its menus. */
async function tour(page: Page): Promise<void> {
  const workbench = workbenchPage(page);
  const library = libraryPage(page);
  await workbench.go('Library');
  await expect(library.pictures.first()).toBeVisible();
  await library.layout('Table');
  await expect(library.rows.first()).toBeVisible();
  await library.layout('Grid');
  await page.getByRole('button', { name: 'Import…' }).click();
  await importDialog(page).close();
  await library.openFirst();
  await expect(labellingPage(page).picture).toHaveAccessibleName('Frame 0');
  await page.keyboard.press('Space');
  await page.keyboard.press('5');
  await expect(workbench.saving).toHaveText('Saved');
  await page.getByRole('button', { name: 'Show keys' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeVisible();
  await page.keyboard.press('Escape');
  await workbench.go('Train');
  await expect(trainingPage(page).summary).toContainText('folds by subject');
  await trainingPage(page).runs.getByRole('button').first().click();
  await expect(runPage(page).curves.locator('.recharts-line').first()).toBeVisible();
  await workbench.go('Review');
  await reviewPage(page).openRun('emotion');
  await reviewPage(page).filledCells.first().click();
  await reviewPage(page).openRun('intensity');
  await expect(reviewPage(page).points).toHaveCount(12);
}

test('a tour through every view breaks no rule, in dark and in light', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  await study.rate();
  for (const task of ['intensity', 'emotion'])
    await workbench.onset('train', '--project', study.dir, '--task', task, '--split', 'kfold:2', ...SMALL);
  const { page } = await workbench.start();
  const chooser = await watchPage(page);
  await enter(page, study);
  await tour(page);
  await page.getByRole('button', { name: 'Use light colours' }).click();
  await tour(page);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');

  expect(await chooser.violations()).toEqual([]);
  expect(chooser.complaints).toEqual([]);
  expect(chooser.strangeAddresses).toEqual([]);
  expect(chooser.requests()).toBeGreaterThan(10);
});

test('the page may do nothing but show the workbench', async ({ workbench, hostKind }) => {
  const study = await makeStudy(workbench);
  const { page } = await workbench.start();
  const witness = await watchPage(page);
  await enter(page, study);
  const url = page.url();

  await test.step('its policy allows no inline and no evaluated code', async () => {
    const policy = await page.evaluate(async () => {
      const answer = await fetch(location.href);
      return answer.headers.get('content-security-policy') ?? '';
    });
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']+';/);
    expect(policy).not.toContain('unsafe');
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
      return Reflect.get(window, 'inlineRan') === true;
    });
    expect(ran).toBe(false);
    expect(await witness.violations()).toContainEqual(expect.stringContaining('script-src'));
  });

  await test.step('it has no way to the machine', async () => {
    const reach = await page.evaluate(() => ({
      names: ['require', 'process', 'module', 'Buffer'].filter((name) => Reflect.has(window, name)),
      bridge: Object.keys(Reflect.get(window, 'onset') ?? {}).sort(),
    }));
    expect(reach).toEqual({
      names: [],
      bridge: hostKind === 'electron' ? ['call', 'onEvent', 'pickPath'] : [],
    });
  });

  if (hostKind !== 'electron') return;
  await test.step('the window stays where it is, alone, and gets no permission', async () => {
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    await page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), {
        href: 'https://example.com/',
        target: '_blank',
      });
      document.body.append(link);
      link.click();
      location.href = 'https://example.com/';
    });
    const asked = await page.evaluate(async () => ({
      notification: await Notification.requestPermission(),
      camera: (await navigator.permissions.query({ name: 'camera' })).state,
      place: await new Promise((answer) =>
        navigator.geolocation.getCurrentPosition(
          () => answer('granted'),
          ({ code, PERMISSION_DENIED }) => answer(code === PERMISSION_DENIED ? 'denied' : code),
        ),
      ),
    }));
    expect(asked).toEqual({ notification: 'denied', camera: 'denied', place: 'denied' });
    expect(page.context().pages()).toHaveLength(1);
    expect(page.url()).toBe(url);
    // Playwright's locators still wait for the navigation that was denied.
    expect(await page.evaluate(() => document.body.innerText)).toContain('12 clips');
  });
});
