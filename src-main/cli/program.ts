import { Command, CommanderError, Option } from 'commander';
import { z } from 'zod';
import type { Failure } from '#shared/base/errors.ts';
import { importKind } from '#shared/domain/import.ts';
import { type Add, collect, command, inProject, project, wantsJson } from './command.ts';
import {
  backupInWords,
  backupsInWords,
  listBackups,
  makeBackup,
  restore,
  restoreInWords,
  verificationInWords,
  verificationStatus,
  verify,
} from './commands/backups.ts';
import {
  clipsInWords,
  demoInWords,
  importInWords,
  importSource,
  listClips,
  makeDemo,
} from './commands/data.ts';
import { diagnosisInWords, diagnosisStatus, doctor, doctorFix, doctorInWords } from './commands/doctor.ts';
import { score, scoreInWords, scoreOptions } from './commands/score.ts';
import { serve } from './commands/serve.ts';
import { exportRun, predict, predictionInWords, runExportInWords } from './commands/take-away.ts';
import { listRuns, resume, runInWords, runsInWords, showRun, train } from './commands/training.ts';
import { addFrameCommands } from './frames-program.ts';
import { addLabelCommands } from './label-program.ts';
import { importOptions, parseOrExplain, trainOptions } from './options.ts';
import { EXIT } from './output.ts';
import { printFailure, runCommand, type Streams } from './run-command.ts';

const demoOptions = inProject.extend({ seed: z.coerce.number().int().nonnegative() });
const backupOptions = inProject.extend({ out: z.string().optional() });
const runExportOptions = inProject.extend({ out: z.string() });
const doctorOptions = z.object({ fix: z.boolean().default(false), json: z.boolean().default(false) });
const serveOptions = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  project: z.string().optional(),
  why: z.string().optional(),
  json: z.boolean().default(false),
});

/** Builds `onset`, runs it on `argv` (without node and script), and answers the exit status. */
export async function runProgram(argv: readonly string[], streams: Streams, appDir: string): Promise<number> {
  let status: number = EXIT.done;
  const program = new Command('onset')
    .description('Onset from the command line: the same use cases as the window.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.out(text.trimEnd()),
      writeErr: (text) => streams.error(text.trimEnd()),
    });
  const add: Add = (parent, usage, summary, action) =>
    parent
      .command(usage)
      .description(summary)
      .option('--json', 'print one JSON document on stdout')
      .action(async (...given) => {
        const command = given.at(-1);
        const args = given.slice(0, -2).filter((arg): arg is string => typeof arg === 'string');
        status = await action(args, command instanceof Command ? command.opts() : {});
      });
  addDataCommands(add, program, streams);
  addFrameCommands(add, program, streams);
  addLabelCommands(add, program, streams);
  addTrainingCommands(add, program, streams);
  addTakeAwayCommands(add, program, streams);
  addScoreCommand(add, program, streams);
  addBackupCommands(add, program, streams);
  addHostCommands(add, program, streams, appDir);

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help is no failure.
    if (error.exitCode === 0) return EXIT.done;
    if (argv.includes('--json')) printFailure(streams, usageFailure(error));
    return EXIT.badInput;
  }
  return status;
}

/** Commander has already said it on stderr. */
function usageFailure({ code, message }: CommanderError): Failure {
  const isHelp = code === 'commander.help';
  return {
    code: 'bad-input',
    message: isHelp ? 'No command is named: see onset --help.' : message.replace(/^error: /, ''),
  };
}

function addDataCommands(add: Add, program: Command, streams: Streams): void {
  add(
    program,
    'demo',
    'make the demo project',
    command(streams, demoOptions, (o) => makeDemo(o.project, o.seed), demoInWords),
  )
    .addOption(project())
    .option('--seed <n>', 'seed of the synthetic faces', '1');
  add(
    program,
    'import <source>',
    'import clips or labels; a project that does not exist yet is made',
    command(streams, importOptions, (o, [source = '']) => importSource(source, o), importInWords),
  )
    .addOption(project())
    .addOption(
      new Option('--as <kind>', 'what the source is').choices(importKind.options).makeOptionMandatory(),
    )
    .option('--pattern <regex>', 'names the groups subject, clip and frame in a path below the source')
    .option('--alias <a=b>', 'another spelling of an emotion (again for each)', collect, [])
    .option(
      '--split <name=train|test>',
      'a folder directly under the source and its split (again for each)',
      collect,
      [],
    )
    .option('--media <root>', "the folder under which a sheet's frames or videos lie")
    .option(
      '--layout <pattern>',
      'such as sub{subject}/{clip}/img{frame}.jpg, or {clip}.avi@1 for videos whose frames the sheet counts from 1',
    )
    .option('--fps <n>', 'frames per second of the source; of videos it replaces the times they say')
    .option('--dataset <name>', 'the data set the clips belong to, where it is not recognised')
    .option(
      '--column <field=header>',
      "a sheet's column for subject, clip, onset, apex, offset, emotion, actionUnits, fps, dataset or note (again for each)",
      collect,
      [],
    )
    .option(
      '--attribute <name=header>',
      "a sheet's column for an attribute of the subject, such as age (again for each)",
      collect,
      [],
    )
    .option('--dry-run', 'show what would be imported, write nothing');
  add(
    program,
    'clips',
    'list the clips',
    command(streams, inProject, (o) => listClips(o.project), clipsInWords),
  ).addOption(project());
}

function addTrainingCommands(add: Add, program: Command, streams: Streams): void {
  add(
    program,
    'train',
    'train a model and print its figures',
    command(streams, trainOptions, train, runInWords),
  )
    .addOption(project())
    .addOption(
      new Option('--task <task>', "what to learn; may be left out where the spec's file says it").choices([
        'intensity',
        'emotion',
      ]),
    )
    .option('--split <split>', 'loso, kfold:5, holdout:0.2, holdout-clips:0.2 or given')
    .option('--spec <file>', 'a spec as JSON; the other options win over it')
    .option('--epochs <n>', 'epochs of each fold')
    .option(
      '--loss <loss>',
      'mse, mae, huber:DELTA, ccc; cross-entropy:SMOOTHING, focal:GAMMA, soft-cross-entropy, kl',
    )
    .option('--class-weights <kind>', 'none, balanced or effective-number:BETA')
    .option('--sampling <kind>', 'shuffled, balanced or embedding-smote:NEIGHBOURS:EPOCHS')
    .option('--optimizer <kind>', 'adam, adamw:DECAY or sgd:MOMENTUM')
    .option('--image-size <px>', 'side of the square image')
    .option('--frames <n>', 'frames each clip is resampled to')
    .option('--seed <n>', 'seed of weights, shuffling and splits')
    .option('--backend <name>', 'auto, tfjs-node-gpu, tfjs-node, webgpu, wasm or cpu');
  add(
    program,
    'resume <run>',
    'go on with a run that was interrupted, failed or cancelled, and print its figures',
    command(streams, inProject, (o, [run = '']) => resume(o.project, run), runInWords),
  ).addOption(project());
  add(
    program,
    'runs',
    'list the runs',
    command(streams, inProject, (o) => listRuns(o.project), runsInWords),
  ).addOption(project());
  add(
    program,
    'show <run>',
    'the figures and the spec of a run',
    command(streams, inProject, (o, [run = '']) => showRun(o.project, run), runInWords),
  ).addOption(project());
}

function addScoreCommand(add: Add, program: Command, streams: Streams): void {
  add(
    program,
    'score <log>',
    'the figures of a published MEGC log: a header "casme2 sub01" a fold, then a line "clip truth prediction" a clip',
    command(streams, scoreOptions, (o, [log = '']) => score(log, o), scoreInWords),
  )
    .option('--keep', 'keep the log as a run of the project, to be reviewed')
    .option('--project <dir>', 'the project that keeps it');
}

function addTakeAwayCommands(add: Add, program: Command, streams: Streams): void {
  add(
    program,
    'export <run>',
    "write a run's models (ONNX, TF.js), data and model card to a new folder",
    command(streams, runExportOptions, (o, [run = '']) => exportRun(o.project, run, o.out), runExportInWords),
  )
    .addOption(project())
    .requiredOption('--out <dir>', 'the folder to make');
  add(
    program,
    'predict <run>',
    "write a run's predictions as labels of a rater of its own",
    command(streams, inProject, (o, [run = '']) => predict(o.project, run), predictionInWords),
  ).addOption(project());
}

function addBackupCommands(add: Add, program: Command, streams: Streams): void {
  add(
    program,
    'backup',
    'write a checked copy of the catalog',
    command(streams, backupOptions, (o) => makeBackup(o.project, o.out), backupInWords),
  )
    .addOption(project())
    .option('--out <file>', "the file to write; one among the project's backups unless given");
  add(
    program,
    'backups',
    'list the backups, the newest first',
    command(streams, inProject, (o) => listBackups(o.project), backupsInWords),
  ).addOption(project());
  add(
    program,
    'restore <file>',
    'put a backup in the place of the catalog, which is kept',
    command(streams, inProject, (o, [file = '']) => restore(o.project, file), restoreInWords),
  ).addOption(project());
  add(
    program,
    'verify',
    'look through the whole catalog; 1 where anything is wrong',
    command(streams, inProject, (o) => verify(o.project), verificationInWords, verificationStatus),
  ).addOption(project());
}

function addHostCommands(add: Add, program: Command, streams: Streams, appDir: string): void {
  add(program, 'doctor', 'which backends are there, why not, and what mends it', (args, given) => {
    const fixing = wantsFix(given);
    const run = fixing
      ? command(streams, doctorOptions, () => doctorFix(appDir), diagnosisInWords, diagnosisStatus)
      : command(streams, doctorOptions, doctor, doctorInWords);
    return run(args, given);
  }).option('--fix', 'run the commands that mend them, and look again');
  add(program, 'serve', 'serve the workbench to a browser on this machine', (_, given) =>
    serveCommand(streams, appDir, given),
  )
    .option('--port <n>', 'port on 127.0.0.1; 0 for any free one', '0')
    .option('--project <dir>', 'the project to open')
    .addOption(new Option('--why <text>', 'why there is no desktop window').hideHelp());
}

/** Says the address once it listens, and nothing after that: its one JSON document is the address. */
function serveCommand(streams: Streams, appDir: string, given: unknown): Promise<number> {
  const json = wantsJson(given);
  return runCommand(streams, json, async () => {
    const { port, project: dir = null, why = null } = parseOrExplain(serveOptions, given, 'The command');
    await serve({ port, project: dir, appDir, why }, (url) =>
      streams.out(json ? JSON.stringify({ url }) : `Onset is at ${url}\nStop it with ctrl-C.`),
    );
  });
}

const wantsFix = (given: unknown) => doctorOptions.safeParse(given).data?.fix === true;
