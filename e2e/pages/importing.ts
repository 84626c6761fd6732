import type { Page } from '@playwright/test';

/** What the import dialog is told; a field that is left out stays as it is. */
export interface ImportWords {
  readonly folder: string;
  readonly pattern?: string;
  readonly spellings?: string;
  readonly splits?: string;
}

/** The dialog that previews a source, then imports it. */
export function importDialog(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Import' });
  const report = dialog.getByRole('region', { name: 'Preview' });
  const field = (label: string) => dialog.getByRole('textbox', { name: label, exact: true });
  return {
    dialog,
    report,
    field,
    importButton: dialog.getByRole('button', { name: 'Import', exact: true }),
    kind: dialog.getByRole('combobox', { name: 'What to import' }),
    /** Of a field that no column was found for. */
    column: (field: string) => report.getByRole('combobox', { name: field, exact: true }),
    useColumns: () => report.getByRole('button', { name: 'Use these columns' }).click(),
    doneButton: dialog.getByRole('button', { name: 'Done' }),
    /** Of found and would add (then added): clips, frames, labels. */
    counts: (row: 'Found' | 'Would add' | 'Added') =>
      report.getByRole('table', { name: 'Counts' }).getByRole('row', { name: row }).getByRole('cell'),
    emotions: report.getByRole('list', { name: 'Emotions found' }).getByRole('listitem'),
    skipped: report.getByRole('region', { name: /^(Would skip|Skipped)$/ }).getByRole('listitem'),

    async fill({ folder, pattern, spellings, splits }: ImportWords): Promise<void> {
      await field('Folder').fill(folder);
      if (pattern !== undefined) await field('Pattern of the file names').fill(pattern);
      if (spellings !== undefined) await field('Spellings').fill(spellings);
      if (splits !== undefined) await field('Given splits').fill(splits);
    },
    close: () => dialog.getByRole('button', { name: 'Close' }).click(),
    preview: () => dialog.getByRole('button', { name: 'Preview' }).click(),
  };
}
