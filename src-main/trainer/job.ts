import { readFileSync } from 'node:fs';
import { OnsetError } from '#shared/base/errors.ts';
import { type TrainingClip, type TrainingJob, trainingJob } from '#shared/contract/children.ts';

/** Throws OnsetError, naming the file, if it is not there or is no job. */
export function readJob(file: string): TrainingJob {
  const parsed = trainingJob.safeParse(parse(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new OnsetError('bad-input', `${file} is not a job: ${issue?.path.join('.')}: ${issue?.message}.`);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OnsetError('bad-input', `Cannot read the job ${file}: ${why}.`, { cause: error });
  }
}

/** What a model learns of each clip: its intensity, or the index of its class. */
export function targetsOf({ spec, classes, clips }: TrainingJob): number[] {
  return clips.map((clip) => (spec.task === 'intensity' ? intensityOf(clip) : classOf(clip, classes)));
}

/** The raters' shares for each class, where the loss learns them; null where it learns one emotion, or an intensity. */
export function distributionsOf({ classes, clips }: TrainingJob): number[][] | null {
  if (clips.every(({ distribution }) => distribution === null)) return null;
  return clips.map(({ distribution, clipName }) => {
    if (distribution?.length === classes.length) return distribution;
    throw new OnsetError(
      'bad-input',
      `The clip ${clipName} has no share of its raters for each of the ${classes.length} classes.`,
    );
  });
}

function intensityOf({ target, clipName }: TrainingClip): number {
  if (typeof target === 'number') return target;
  throw new OnsetError('bad-input', `The clip ${clipName} has no intensity to learn, but "${target}".`);
}

function classOf({ target, clipName }: TrainingClip, classes: readonly string[]): number {
  const index = classes.indexOf(String(target));
  if (index >= 0) return index;
  throw new OnsetError('bad-input', `The clip ${clipName} is "${target}", which is no class of the run.`);
}
