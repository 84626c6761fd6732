import { type Command, Option } from 'commander';
import { bundleKeep } from '#shared/domain/bundle.ts';
import { labelFormat } from '#shared/domain/label-format.ts';
import { addAgreementCommands } from './agreement-program.ts';
import { type Add, collect, command, project } from './command.ts';
import {
  exportInWords,
  exportLabels,
  exportOptions,
  importInWords,
  importLabels,
  labelImportOptions,
} from './commands/labels.ts';
import type { Streams } from './run-command.ts';

/** `onset labels …` */
export function addLabelCommands(add: Add, program: Command, streams: Streams): void {
  const labels = program.command('labels').description('labels in and out, and how far raters agree');
  add(
    labels,
    'export',
    "write labels to a file, or all that one rater said to a bundle for another machine's project",
    command(streams, exportOptions, exportLabels, exportInWords),
  )
    .addOption(project())
    .addOption(new Option('--format <format>', 'of the file').choices(labelFormat.options))
    .option('--out <file>', 'the file to write; with elan and nova a new folder')
    .option('--rater <name>', 'of this rater only (again for each)', collect, [])
    .option('--bundle <file>', "the bundle to write: the rater's labels with their history");
  add(
    labels,
    'import <file>',
    "read labels from our own CSV or JSON, or merge a rater's bundle; conflicts are shown before anything is written",
    command(streams, labelImportOptions, (o, [file = '']) => importLabels(file, o), importInWords),
  )
    .addOption(project())
    .addOption(
      new Option('--keep <which>', 'of labels of a bundle that both sides changed')
        .choices(bundleKeep.options)
        .default('newer'),
    )
    .option('--dry-run', 'show what would change, write nothing');
  addAgreementCommands(add, labels, streams);
}
