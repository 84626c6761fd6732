import { statFile } from '../file.ts';
import { createFrameFinder, type FrameFinder, type VideoPlace } from './frame-finder.ts';
import { openVideo } from './open-video.ts';
import type { RawPixels } from './raw-pixels.ts';
import type { VideoSource } from './source.ts';

/** Each holds a decoder with its threads and pictures. */
const MAX_OPEN = 4;
const IDLE_MS = 10_000;

/** A video that frames are asked of, one after the other. */
interface Video {
  open: { readonly state: string; readonly source: VideoSource; readonly finder: FrameFinder } | null;
  /** Settles when all that was asked is answered. */
  busy: Promise<unknown>;
  users: number;
  idle: NodeJS.Timeout | undefined;
}

/** By path; the one used last at the end. */
const videos = new Map<string, Video>();

/**
 * The pixels of a frame, upright, out of a video that stays open for a while, so that the frames after it come fast.
 * Throws OnsetError `not-found`, `bad-input` naming the file, or `cancelled` by the signal.
 */
export async function videoFrame(place: VideoPlace, signal?: AbortSignal): Promise<RawPixels> {
  const { file } = place;
  const video = videos.get(file) ?? { open: null, busy: Promise.resolve(), users: 0, idle: undefined };
  videos.delete(file);
  videos.set(file, video);
  clearTimeout(video.idle);
  video.users += 1;
  const found = video.busy.then(() => find(video, place, signal));
  video.busy = found.catch(() => {});
  try {
    return await found;
  } finally {
    video.users -= 1;
    if (video.users === 0) video.idle = setTimeout(() => close(file, video), IDLE_MS).unref();
    closeOldest();
  }
}

async function find(video: Video, place: VideoPlace, signal: AbortSignal | undefined): Promise<RawPixels> {
  const { sizeBytes, modifiedMs } = await statFile(place.file);
  const state = `${sizeBytes} ${modifiedMs}`;
  // Another file of the same name is another video.
  if (video.open !== null && video.open.state !== state) {
    video.open.source.close();
    video.open = null;
  }
  if (video.open === null) {
    const source = await openVideo(place.file);
    video.open = { state, source, finder: createFrameFinder(source) };
  }
  return video.open.finder.find(place, signal);
}

function closeOldest(): void {
  for (const [file, video] of videos) {
    if (videos.size <= MAX_OPEN) return;
    if (video.users === 0) close(file, video);
  }
}

function close(file: string, video: Video): void {
  clearTimeout(video.idle);
  videos.delete(file);
  video.open?.source.close();
  video.open = null;
}
