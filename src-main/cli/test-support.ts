import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { greyPng } from '#main/engine/test-support.ts';
import { clipRow } from '#shared/domain/clip.ts';
import { runId } from '#shared/domain/ids.ts';
import { importReport } from '#shared/domain/import.ts';
import { emotionFigures, intensityFigures } from '#shared/domain/review.ts';
import { runRow } from '#shared/domain/run.ts';
import { runSpec } from '#shared/domain/run-spec.ts';

const ENTRY = join(import.meta.dirname, 'main.ts');

/** A folder for a file of tests: its data, its projects, and the settings of the program. */
export interface Scratch {
  readonly dir: string;
  path(...parts: string[]): string;
  /** Writes files below the folder; answers the path of the first part. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  remove(): void;
}

export function createScratch(): Scratch {
  const dir = mkdtempSync(join(tmpdir(), 'onset-cli-'));
  const path = (...parts: string[]) => join(dir, ...parts);
  return {
    dir,
    path,
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(path(name)), { recursive: true });
        writeFileSync(path(name), content);
      }
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** How a command ended and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `onset ARGS` as a process of its own, on the Node that runs the tests, with settings of its own. */
export function startOnset(scratch: Scratch, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [ENTRY, ...args], {
    cwd: scratch.dir,
    env: { ...process.env, ONSET_CONFIG_DIR: scratch.path('config') },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal gives it.
    detached: true,
  });
}

export async function onset(scratch: Scratch, ...args: readonly string[]): Promise<Outcome> {
  return outcomeOf(startOnset(scratch, args));
}

export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const [code] = z.tuple([z.number().nullable(), z.unknown()]).parse(await once(child, 'close'));
  return { code, ...said };
}

/** What a command that is to be done prints with `--json`: one document, parsed by `schema`. */
export async function onsetJson<S extends z.ZodType>(
  scratch: Scratch,
  schema: S,
  ...args: readonly string[]
): Promise<z.output<S>> {
  const { code, stdout, stderr } = await onset(scratch, ...args, '--json');
  if (code !== 0) throw new Error(`onset ${args.join(' ')} ended with ${code}: ${stderr}`);
  return schema.parse(JSON.parse(stdout));
}

const failed = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string() }),
});

/** A command that is to fail: its exit code, what it says of it as JSON and on stderr. */
export async function onsetFailure(scratch: Scratch, ...args: readonly string[]) {
  const { code, stdout, stderr } = await onset(scratch, ...args, '--json');
  return { exit: code, ...failed.parse(JSON.parse(stdout)).error, stderr };
}

const trained = z.strictObject({
  run: runId,
  task: z.literal('emotion'),
  backend: z.string(),
  folds: z.number().int(),
  seconds: z.number().positive(),
  clips: z.number().int(),
  subjectIndependent: z.boolean(),
  staleClips: z.number().int(),
  metrics: emotionFigures
    .pick({ accuracy: true, macroF1: true, weightedF1: true, uf1: true, uar: true })
    .strict(),
  classes: z.array(z.string()),
  confusion: z.array(z.array(z.number().int())),
});
const { classes: _, confusion: __, ...ofEveryRun } = trained.shape;
const metrics = intensityFigures
  .pick({ mse: true, mae: true, rmse: true, ccc: true, pearson: true })
  .strict();

/** The shapes the command line promises to scripts; strict, so that a field more or less is noticed. */
export const shapes = {
  imported: importReport.strict(),
  clips: z.array(
    z.strictObject({
      ...clipRow.pick({ id: true, name: true, subject: true, emotion: true, intensity: true }).shape,
      ...clipRow.pick({ onset: true, apex: true, offset: true }).shape,
      frames: z.number().int(),
    }),
  ),
  exported: z.strictObject({
    file: z.string(),
    labels: z.number().int(),
    losses: z.array(z.string()),
  }),
  trained,
  trainedIntensity: z.strictObject({ ...ofEveryRun, task: z.literal('intensity'), metrics }),
  shown: trained.extend({ spec: runSpec }),
  runs: z.array(runRow),
};

/** Names by which frames tell subject and clip. */
const FACE_PATTERN = '(?<subject>S\\d+)_(?<clip>\\d+)_(?<frame>\\d+)';
const FACE_SUBJECTS = 6;
const FACE_FRAMES = 5;
const FACE_SIZE = 16;

/**
 * Clips that are easily told apart: in each of 6 subjects (S1 to S6) one where a bar brightens below (anger) and one
 * where it brightens above (happiness); S5 and S6 lie under test, the others under train.
 */
function writeFaces(scratch: Scratch, folder: string): void {
  for (const [clip, emotion] of ['anger', 'happiness'].entries())
    for (let subject = 1; subject <= FACE_SUBJECTS; subject++)
      for (let frame = 0; frame < FACE_FRAMES; frame++) {
        const top = emotion === 'anger' ? 9 : 3;
        const inBar = (y: number) => y >= top && y < top + 4;
        const bytes = greyPng(FACE_SIZE, FACE_SIZE, (_, y) => 50 + subject * 6 + (inBar(y) ? 20 * frame : 0));
        const set = subject >= 5 ? 'test' : 'train';
        scratch.write({ [`${folder}/${set}/${emotion}/S${subject}_${clip + 1}_${frame}.png`]: bytes });
      }
}

/** A project of {@link writeFaces}. */
export async function makeFacesProject(scratch: Scratch, project: string): Promise<void> {
  writeFaces(scratch, 'faces');
  const options = ['--pattern', FACE_PATTERN, '--split', 'train=train', '--split', 'test=test'];
  const source = ['import', 'faces', '--as', 'folder-per-class', '--project', project];
  await onsetJson(scratch, shapes.imported, ...source, ...options);
}

/** A spec file that makes a run on those faces a matter of a second; at this rate it learns next to nothing. */
export const smallSpec = (learningRate = 0.000_01): string =>
  JSON.stringify({
    model: { convFilters: [4], kernelSize: 3, denseUnits: 8, lstmUnits: 8 },
    learningRate,
    batchSize: 4,
  });
export const SMALL = ['--spec', 'small.json', '--image-size', '16', '--frames', '4', '--backend', 'wasm'];

/** A grey picture that holds something; another `shade`, another picture. */
export const picture = (shade: number, size = 8): Uint8Array =>
  greyPng(size, size, (x, y) => (shade * 7 + x * 3 + y) % 256);

/** Names of all files below `dir`, sorted; none where it is not there. */
export function filesBelow(dir: string): string[] {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
      .sort();
  } catch {
    return [];
  }
}

export function readJson<S extends z.ZodType>(schema: S, file: string): z.output<S> {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Rows of a CSV by column; the test data has no quoted cells. */
export function readCsv(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}
