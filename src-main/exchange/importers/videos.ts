import { OnsetError } from '#shared/base/errors.ts';
import type { Importer, ProbeVideo } from './plan.ts';

/** A folder of videos: each is a clip. */
export const createVideoImporter =
  (_probeVideo: ProbeVideo): Importer =>
  async ({ source }) => {
    throw new OnsetError('bad-input', `${source}: videos cannot be imported yet.`);
  };
