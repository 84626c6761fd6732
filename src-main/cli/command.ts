import { type Command, Option } from 'commander';
import { z } from 'zod';
import { parseOrExplain } from './options.ts';
import { runCommand, type Streams } from './run-command.ts';

/** What a command does with its raw arguments and options; answers the exit status. */
export type Action = (args: readonly string[], options: unknown) => Promise<number>;

/** Puts a command below `parent`. */
export type Add = (parent: Command, usage: string, summary: string, action: Action) => Command;

/** Parses the options inside the command, so that a bad one is reported as its failure. */
export function command<S extends z.ZodType<{ json?: boolean | undefined }>, T>(
  streams: Streams,
  schema: S,
  work: (options: z.output<S>, args: readonly string[]) => Promise<T>,
  inWords: (result: T) => string,
  statusOf?: (result: T) => number,
): Action {
  return (args, given) => {
    return runCommand(
      streams,
      wantsJson(given),
      async () => work(parseOrExplain(schema, given, 'The command'), args),
      inWords,
      statusOf,
    );
  };
}

export const withoutProject = z.object({ json: z.boolean().default(false) });
export const inProject = withoutProject.extend({ project: z.string() });

export const project = () => new Option('--project <dir>', 'the project folder').makeOptionMandatory();
/** Of an option that may be given again. */
export const collect = (value: string, all: readonly string[]) => [...all, value];
export const wantsJson = (given: unknown) => z.object({ json: z.literal(true) }).safeParse(given).success;
