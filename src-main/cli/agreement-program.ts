import { type Command, Option } from 'commander';
import { agreementKind } from '#shared/domain/agreement.ts';
import { type Add, command, project } from './command.ts';
import {
  aggregate,
  aggregateInWords,
  aggregateOptions,
  agreement,
  agreementInWords,
  agreementOptions,
} from './commands/agreement.ts';
import type { Streams } from './run-command.ts';

/** `onset labels agreement` and `aggregate`. */
export function addAgreementCommands(add: Add, labels: Command, streams: Streams): void {
  add(
    labels,
    'agreement',
    'how far raters agree, with intervals and how to read each figure',
    command(streams, agreementOptions, agreement, agreementInWords),
  )
    .addOption(project())
    .addOption(
      new Option('--kind <kind>', 'what is compared').choices(agreementKind.options).default('intensity'),
    )
    .option('--raters <a,b>', 'these raters only; all people and sources unless given')
    .option('--round <n>', "this round only; each rater's latest unless given")
    .option('--class-map <name>', 'the class map applied to emotions first')
    .option('--as <rater>', 'who asks: in a blind project only clips they have submitted count')
    .option('--intervals <n>', 'intervals by so many resamples (100 to 100,000) of subjects, or of clips')
    .option('--seed <n>', 'seed of the resamples', '0');
  add(
    labels,
    'aggregate',
    "make one label of the raters' for each clip (gold labels) and write them to a file",
    command(streams, aggregateOptions, aggregate, aggregateInWords),
  )
    .addOption(project())
    .requiredOption(
      '--recipe <name>',
      "mean, median, ewe, majority, mean-distribution, or a recipe of the project's by its name",
    )
    .option('--class-map <name>', 'the class map applied to emotions')
    .addOption(
      new Option('--format <format>', "of the file; by the file's ending unless given").choices([
        'csv',
        'json',
      ]),
    )
    .requiredOption('--out <file>', 'the file to write');
}
