import type { Command } from 'commander';
import { type Add, collect, command, inProject, project } from './command.ts';
import { framesOptions, relink, relinkInWords, writeFrames, writtenInWords } from './commands/frames.ts';
import type { Streams } from './run-command.ts';

/** `onset frames`, `onset relink` */
export function addFrameCommands(add: Add, program: Command, streams: Streams): void {
  add(
    program,
    'frames',
    'write frames of a clip as PNG',
    command(streams, framesOptions, writeFrames, writtenInWords),
  )
    .addOption(project())
    .requiredOption('--clip <id|name>', 'the clip, by its id or its name')
    .option(
      '--index <list...>',
      'frames counted from 0, such as 3 or 7,9 or 20-24 (again for more); all unless given',
      collect,
      [],
    )
    .requiredOption('--out <dir>', 'the folder to write into')
    .option('--contact-sheet', 'also all of them in one picture');
  add(
    program,
    'relink <folder>',
    'find media that moved again, in and below a folder, by their content; no label is touched',
    command(streams, inProject, (o, [folder = '']) => relink(o.project, folder), relinkInWords),
  ).addOption(project());
}
