import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FACE_PATTERN, writeFaces } from '../fixtures/faces.ts';
import { makeStudy } from '../fixtures/study.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { importDialog } from '../pages/importing.ts';
import { libraryPage } from '../pages/library.ts';

/** The faces, a clip of 2 frames under a spelling of its own, a text file that calls itself a picture, and one that does not. */
async function writeSource(dir: string): Promise<void> {
  await writeFaces(dir);
  const joyful = join(dir, 'train', 'joyful');
  await mkdir(joyful);
  for (const frame of [0, 1])
    await copyFile(join(dir, `train/anger/S4_1_${frame}.png`), join(joyful, `S4_3_${frame}.png`));
  await writeFile(join(joyful, 'S4_4_0.png'), 'no picture, only words');
  await writeFile(join(dir, 'readme.txt'), 'about the faces');
}

test('a folder per class comes in by the dialog: previewed, imported once, found again', async ({
  workbench,
}) => {
  const project = join(workbench.dir, 'study');
  const folder = join(workbench.dir, 'faces');
  await writeSource(folder);
  const { page } = await workbench.start();
  const dialog = importDialog(page);
  const library = libraryPage(page);

  await test.step('an empty project says what to do next', async () => {
    await chooserPage(page).createProject(project);
    await chooserPage(page).enterName('Ada');
    await expect(page.getByText('This project has no clips yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Import clips…' }).click();
    await expect(dialog.dialog).toBeVisible();
  });

  await test.step('what cannot be read is said at its place', async () => {
    await dialog.preview();
    await expect(dialog.field('Folder')).toHaveAccessibleDescription(/Name the folder/);
    await dialog.fill({ folder: join(workbench.dir, 'nowhere'), pattern: '(' });
    await dialog.preview();
    await expect(dialog.field('Pattern of the file names')).toHaveAccessibleDescription(/Unterminated group/);
    await dialog.fill({ folder: join(workbench.dir, 'nowhere'), pattern: '' });
    await dialog.preview();
    await expect(dialog.report.getByRole('alert')).toContainText('nowhere cannot be read: it does not exist');
  });

  await test.step('without a pattern each file is a clip; with one, its frames are one clip of a subject', async () => {
    await dialog.fill({ folder });
    await dialog.preview();
    await expect(dialog.counts('Found')).toHaveText(['62', '62', '62', '0']);
    await expect(dialog.emotions).toHaveText([/anger\s*30/, /happiness\s*30/, /joyful\s*2/]);
    await dialog.fill({
      folder,
      pattern: FACE_PATTERN,
      spellings: 'joyful = happiness',
      splits: 'test = test',
    });
    await dialog.preview();
    await expect(dialog.counts('Found')).toHaveText(['13', '62', '13', '6']);
    await expect(dialog.counts('Would add')).toHaveText(['13', '62', '13', '']);
    await expect(dialog.emotions).toHaveText([/anger\s*6/, /happiness\s*7/]);
    await expect(dialog.report).toContainText('joyful → happiness');
    await expect(dialog.skipped).toHaveText([
      /readme|faces.*files that are no images: 1 \.txt/,
      /train\/joyful\/S4_4_0\.png.*this is not an image/,
    ]);
  });

  await test.step('nothing is written before Import, everything after it', async () => {
    expect(await workbench.onset('clips', '--project', project)).toEqual([]);
    await dialog.importButton.click();
    await expect(dialog.counts('Added')).toHaveText(['13', '62', '13', '']);
    await dialog.doneButton.click();
    await expect(library.count).toHaveText('13 clips');
    await expect(library.clip('S4_3')).toHaveAccessibleName('S4_3, subject S4, happiness, no intensity');
    expect(await workbench.onset('clips', '--project', project)).toHaveLength(13);
  });

  await test.step('the same source again adds nothing', async () => {
    await page.getByRole('button', { name: 'Import…' }).click();
    await dialog.fill({
      folder,
      pattern: FACE_PATTERN,
      spellings: 'joyful = happiness',
      splits: 'test = test',
    });
    await dialog.preview();
    await expect(dialog.counts('Would add')).toHaveText(['0', '0', '0', '']);
    await expect(dialog.report).toContainText('there is nothing to add');
    await expect(dialog.importButton).toBeDisabled();
  });
});

test('the columns of a sheet of its own headers are chosen in the preview', async ({ workbench }) => {
  const sheet = join(workbench.dir, 'coding.csv');
  await writeFile(sheet, 'Who,Take,From,To,Felt,Age\n1,a,3,9,happy,31\n2,b,4,8,fear,27\n');
  const { page } = await workbench.start();
  const dialog = importDialog(page);
  await chooserPage(page).createProject(join(workbench.dir, 'study'));
  await chooserPage(page).enterName('Ada');
  await page.getByRole('button', { name: 'Import clips…' }).click();
  await dialog.kind.selectOption('coding-sheet');
  await dialog.field('Sheet').fill(sheet);
  await dialog.preview();
  await expect(dialog.importButton).toBeDisabled();
  const columns = { subject: 'Who', clip: 'Take', onset: 'From', offset: 'To', emotion: 'Felt' };
  for (const [field, header] of Object.entries(columns)) await dialog.column(field).selectOption(header);
  await dialog.useColumns();
  await expect(dialog.counts('Would add')).toHaveText(['2', '0', '2', '']);
  await expect(dialog.report).toContainText('emotion from “Felt”');
  await expect(dialog.report).toContainText('Attributes of subjects: age from “Age”');
  await dialog.importButton.click();
  await expect(dialog.counts('Added')).toHaveText(['2', '0', '2', '']);
});

test('a filter narrows the library, and can be taken away again', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  const { page } = await workbench.start();
  await chooserPage(page).openProject(study.dir);
  await chooserPage(page).enterName('Ada');
  const library = libraryPage(page);
  await expect(library.count).toHaveText('12 clips');
  await library.filterBy('Emotion', 'anger');
  await expect(library.count).toHaveText('6 clips');
  await library.filterBy('Split', 'test');
  await expect(library.count).toHaveText('2 clips');
  await expect(library.clips.getByRole('option')).toHaveText([/S5_1/, /S6_1/]);
  await page.getByRole('textbox', { name: "Part of a clip's name" }).fill('S9');
  await expect(page.getByText('No clip is like this.')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Show all clips' }).last().click();
  await expect(library.count).toHaveText('12 clips');
});
