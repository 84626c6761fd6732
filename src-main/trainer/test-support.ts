import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { createPackWriter } from '#main/framestore/pack-writer.ts';
import {
  type TrainerEvent,
  type TrainerRequest,
  type TrainingJob,
  trainerEvent,
} from '#shared/contract/children.ts';
import { clipId } from '#shared/domain/ids.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';

export const ENTRY = fileURLToPath(new URL('./main.ts', import.meta.url));
export const IMAGE_SIZE = 12;
export const FRAMES = 6;
/** Six subjects with two clips each; a clip's square is dark or bright, by its emotion, and grows brighter in time. */
const CLIPS = Array.from({ length: 12 }, (_, index) => ({
  clipId: clipId.parse(index + 1),
  clipName: index === 0 ? 'EP01, "first"' : `EP${index + 1}`,
  subject: `s${Math.floor(index / 2)}`,
  emotion: index % 2 === 0 ? 'fear' : 'happiness',
}));

export const idsOf = (subjects: readonly string[]) =>
  CLIPS.filter((clip) => subjects.includes(clip.subject)).map((clip) => clip.clipId);
export const FOLDS = [
  { name: 'fold 1', trainClipIds: idsOf(['s0', 's1', 's2', 's3']), testClipIds: idsOf(['s4', 's5']) },
  { name: 'fold 2', trainClipIds: idsOf(['s2', 's3', 's4', 's5']), testClipIds: idsOf(['s0', 's1']) },
];

export function writePackOf(file: string, frames: number): void {
  const writer = createPackWriter(file, { dtype: 'uint8', channels: 1, imageSize: IMAGE_SIZE });
  for (const { clipId: id, emotion } of CLIPS) {
    writer.startClip(id, `hash ${id}`);
    for (let frame = 0; frame < frames; frame++)
      writer.addFrame(
        Uint8Array.from({ length: IMAGE_SIZE ** 2 }, (_, pixel) => {
          const noise = (pixel * 7 + id * 13 + frame * 3) % 11;
          const inside = pixel % IMAGE_SIZE < 6 && pixel < IMAGE_SIZE * 6;
          return noise + (inside ? (emotion === 'fear' ? 20 : 120) + 10 * frame : 60);
        }),
      );
  }
  writer.finish();
}

export interface SavedJob {
  readonly job: TrainingJob;
  readonly jobFile: string;
}

/** A folder for a file of tests, with a pack of the clips. */
export interface TrainerScratch {
  readonly root: string;
  /** A job in a folder of its own; on wasm, which is there on every machine. */
  createJob(spec?: Partial<RunSpec>, job?: Partial<TrainingJob>): SavedJob;
  remove(): void;
}

export function createScratch(): TrainerScratch {
  const root = mkdtempSync(join(tmpdir(), 'onset-trainer-'));
  const packFile = join(root, 'frames.pack');
  writePackOf(packFile, FRAMES);
  let runs = 0;
  return {
    root,
    createJob: (spec = {}, changes = {}) => {
      const runDir = join(root, `run-${++runs}`);
      mkdirSync(runDir);
      return saveJob({ ...jobOf(spec, runDir, packFile), ...changes });
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}

export function saveJob(job: TrainingJob): SavedJob {
  const jobFile = join(job.runDir, 'job.json');
  writeFileSync(jobFile, JSON.stringify(job));
  return { job, jobFile };
}

function jobOf(changes: Partial<RunSpec>, runDir: string, packFile: string): TrainingJob {
  const spec: RunSpec = { ...smallSpec(changes.task ?? 'emotion'), ...changes };
  const isEmotion = spec.task === 'emotion';
  return {
    spec,
    runDir,
    packFile,
    classes: isEmotion ? ['fear', 'happiness'] : [],
    clips: CLIPS.map(({ emotion, ...clip }) => ({
      ...clip,
      target: isEmotion ? emotion : emotion === 'fear' ? 0.1 : 0.9,
      distribution: null,
      firstFrame: 0,
      lastFrame: FRAMES - 1,
    })),
    folds: FOLDS,
    subjectIndependent: true,
    resume: false,
  };
}

function smallSpec(task: RunSpec['task']): RunSpec {
  const base = defaultRunSpec(task);
  return {
    ...base,
    input: { ...base.input, framesPerClip: 3, imageSize: IMAGE_SIZE, representation: 'grey' },
    model: { ...base.model, convFilters: [4], denseUnits: 8, lstmUnits: 6 },
    learningRate: 0.01,
    batchSize: 4,
    epochs: 10,
    backend: 'wasm',
  };
}

const children = new Set<ChildProcess>();

/** To be called after each test. */
export function killTrainers(): void {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
}

/** Starts a trainer on the Node that runs the tests and gathers what it says until it ends. */
export async function ask(
  request: TrainerRequest,
  hear: (event: TrainerEvent, child: ChildProcess) => void = () => {},
) {
  const child = fork(ENTRY, [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.add(child);
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const events: TrainerEvent[] = [];
  child.on('message', (message) => {
    const event = trainerEvent.parse(message);
    events.push(event);
    hear(event, child);
  });
  child.send(request);
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { events, last: events.at(-1), code, printed: printed.join('') };
}

export const train = (jobFile: string, hear?: Parameters<typeof ask>[1]) =>
  ask({ type: 'train', jobFile, without: [] }, hear);

export const ofType = <T extends TrainerEvent['type']>(events: readonly TrainerEvent[], type: T) =>
  events.filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type);

export const readCsv = (dir: string, file: string): Record<string, string>[] =>
  parse(readFileSync(join(dir, file)), { columns: true });

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
