import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { trainingClip } from '#shared/contract/children.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { OpenProject } from '../project.ts';
import { runPaths } from './folder.ts';
import type { FrozenRun } from './freeze.ts';
import { requireRun } from './show.ts';

/** What only the run's folder knows of a clip. */
const savedClips = z.array(trainingClip.pick({ clipId: true, firstFrame: true, lastFrame: true }));

/**
 * What a saved run trains on, as it was frozen: later labels and imports do not touch it. The catalog says which
 * clips, targets and folds, labels.json in the run's folder which frames of each clip are looked at. So nothing is
 * torn where the program died between the two. Throws OnsetError: `not-found`,
 * `bad-input` (the folder lacks what was frozen).
 */
export function thawRun({ catalog, dir }: OpenProject, id: RunId): FrozenRun {
  const { spec, subjectIndependent } = requireRun(catalog, id);
  const frozen = catalog.read.runs.frozen(id);
  if (frozen === null) throw new Error(`The run ${id} has lost what it froze.`);
  const file = runPaths(dir, id).labels;
  const saved = new Map(readClips(file, id).map((clip) => [clip.clipId, clip]));
  const clips = catalog.read.runs.clips(id).map(({ distribution, ...clip }) => {
    const window = saved.get(clip.clipId);
    if (window === undefined) throw cannotGoOn(id, `${file} lacks the clip ${clip.clipName}`);
    return { ...clip, distribution: distribution === null ? null : [...distribution], ...window };
  });
  return { ...frozen, spec, clips, subjectIndependent };
}

function readClips(file: string, id: RunId): z.infer<typeof savedClips> {
  try {
    return savedClips.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw cannotGoOn(id, `${file} cannot be read`, error);
  }
}

function cannotGoOn(id: RunId, why: string, cause?: unknown): OnsetError {
  return new OnsetError(
    'bad-input',
    `The run ${id} cannot go on: ${why}. Start a new run with its settings.`,
    {
      cause,
    },
  );
}
