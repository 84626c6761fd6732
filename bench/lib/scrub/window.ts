import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { onset } from '../../../e2e/fixtures/command-line.ts';
import { type Host, startHost } from '../../../e2e/fixtures/host.ts';
import { chooserPage } from '../../../e2e/pages/chooser.ts';
import { libraryPage } from '../../../e2e/pages/library.ts';
import { CLIP_PATTERN } from './frames.ts';

/** A project of one clip, opened in a window as its users open it. */
export interface ScrubProject {
  readonly dir: string;
  readonly configDir: string;
}

export async function makeProject(folder: string, source: string): Promise<ScrubProject> {
  const project = { dir: join(folder, 'scrub'), configDir: join(folder, 'config') };
  const options = ['--project', project.dir, '--pattern', CLIP_PATTERN];
  await onset(project.configDir, 'import', source, '--as', 'folder-per-class', ...options);
  return project;
}

/** A window of a program just started, with nothing cached, that shows the clip's first frame. */
export async function openClip(
  browser: Browser,
  { dir, configDir }: ScrubProject,
  watch: (page: Page) => Promise<unknown>,
): Promise<Host> {
  await rm(join(dir, 'cache'), { recursive: true, force: true });
  const host = await startHost('chromium', configDir, browser);
  const { page } = host;
  await watch(page);
  await page.reload();
  const chooser = chooserPage(page);
  const known = page.getByRole('button', { name: 'Open scrub' });
  await chooser.heading.waitFor();
  if (await known.isVisible()) await known.click();
  else await chooser.openProject(dir);
  const name = page.getByLabel('Your name');
  const clips = libraryPage(page).clips;
  await name.or(clips).first().waitFor();
  if (await name.isVisible()) await chooser.enterName('Ada');
  await libraryPage(page).openFirst();
  await page.getByRole('img', { name: /^Frame 0/ }).waitFor();
  await page.waitForTimeout(1000);
  return host;
}
