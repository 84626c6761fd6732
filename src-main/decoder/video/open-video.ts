import { OnsetError } from '#shared/base/errors.ts';
import { statFile } from '../file.ts';
import type { AvLibrary } from './av-pixels.ts';
import { openAvSource } from './av-source.ts';
import type { VideoSource } from './source.ts';
import { hasVideoTools, openToolSource } from './tool-source.ts';

let library: Promise<AvLibrary | null> | null = null;

/**
 * Opens a video: by FFmpeg's libraries, or, where they are not installed for this machine, by the programs ffmpeg and
 * ffprobe. Throws OnsetError `not-found` or `bad-input` naming the file.
 */
export async function openVideo(file: string): Promise<VideoSource> {
  const { sizeBytes } = await statFile(file);
  library ??= loadLibrary();
  const av = await library;
  if (av !== null) return openAvSource(av, file, sizeBytes);
  if (await hasVideoTools()) return openToolSource(file, sizeBytes);
  throw new OnsetError(
    'bad-input',
    `${file} cannot be read: what decodes videos is not installed for this machine. Install Onset again, or ffmpeg.`,
  );
}

/** Only once a video is asked for: it is large. Null where there is none for this machine. */
async function loadLibrary(): Promise<AvLibrary | null> {
  try {
    const [lib, constants] = await Promise.all([import('node-av/lib'), import('node-av/constants')]);
    lib.Log.setLevel(constants.AV_LOG_QUIET);
    return { lib, constants };
  } catch {
    return null;
  }
}
