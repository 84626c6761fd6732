import type { ImportedFrame } from '#shared/domain/import.ts';
import { foldSubject } from './clip-identity.ts';
import { orderFrames } from './frame-order.ts';
import { KNOWN_LAYOUTS, type Layout, parseLayout } from './layout.ts';
import { filesBelow, VIDEOS, walkFolder } from './media/walk.ts';
import type { Skipped } from './plan.ts';
import { foldName } from './tables/cells.ts';

/** The frames below a media folder, by subject and clip. */
export interface JoinedMedia {
  /** The layout used or found; null where none fits. */
  readonly layout: string | null;
  /** As the layout has it: the sheet's number of a video's first frame; null where frames are images. */
  readonly firstNumber: number | null;
  /** Frames by number, of the clip a sheet names so; empty where there are none. A video is one. */
  frames(subject: string, clip: string): readonly ImportedFrame[];
  readonly skipped: Skipped[];
}

/** What a sheet names. */
export interface SheetClip {
  readonly subject: string;
  readonly clip: string;
}

/** Recordings that the media folder holds, each with its files. */
interface Recording extends SheetClip {
  readonly folded: string;
  readonly files: { path: string; number: number }[];
}

/**
 * Reads a media folder by `layoutText`, or by the known layout that finds most of the sheet's clips. Subjects and clips
 * match as written, or as numbers where both are digits (`1` and `01`); `sub1` and `s01` are subjects 1 too.
 */
export async function joinMedia(
  root: string,
  layoutText: string | null,
  wanted: readonly SheetClip[],
  signal: AbortSignal,
): Promise<JoinedMedia> {
  const given = layoutText === null ? null : parseLayout(layoutText);
  const firstNumber = given?.firstNumber ?? null;
  const what = firstNumber === null ? 'image' : 'video';
  const walked = await walkFolder(root, signal, firstNumber === null ? undefined : VIDEOS);
  const paths = filesBelow(walked.tree);
  const skipped = [...walked.skipped];
  const layouts = given === null ? KNOWN_LAYOUTS.map(parseLayout) : [given];
  const [best] = layouts
    .map((layout) => readByLayout(layout, paths, wanted))
    .sort((a, b) => b.foundClips - a.foundClips);
  if (best === undefined || best.foundClips === 0) {
    const why =
      given === null
        ? 'no known layout fits its images: name one'
        : `no ${what} fits ${given.text} and the sheet`;
    skipped.push({ item: root, row: null, reason: `${why}. The clips are kept without media.` });
    return { layout: given?.text ?? null, firstNumber, frames: () => [], skipped };
  }
  listLeftOver(root, best, paths.length, skipped);
  return { layout: best.layout.text, firstNumber, frames: createLookup(best, skipped), skipped };
}

type Reading = ReturnType<typeof readByLayout>;

function readByLayout(layout: Layout, paths: readonly string[], wanted: readonly SheetClip[]) {
  const recordings = new Map<string, Recording>();
  let fitting = 0;
  for (const path of paths) {
    const fields = layout.parse(path);
    if (fields === null) continue;
    fitting++;
    const { clip } = fields;
    const subject = fields.subject ?? '';
    const id = JSON.stringify([subject, clip]);
    const recording = recordings.get(id) ?? {
      subject,
      clip,
      folded: folded(layout, { subject, clip }),
      files: [],
    };
    recordings.set(id, recording);
    recording.files.push({ path, number: fields.frame });
  }
  const byFolded = Map.groupBy(recordings.values(), (recording) => recording.folded);
  const wantedFolded = Map.groupBy(wanted, (clip) => folded(layout, clip));
  const foundClips = [...wantedFolded.keys()].filter((name) => byFolded.has(name)).length;
  const leftOver = [...byFolded.keys()].filter((name) => !wantedFolded.has(name)).length;
  return { layout, byFolded, wantedFolded, fitting, foundClips, leftOver };
}

function folded(layout: Layout, { subject, clip }: SheetClip): string {
  return JSON.stringify([layout.hasSubject ? foldSubject(subject) : '', foldName(clip)]);
}

/** Nothing is taken where it cannot be told which recording is meant, or whose it is. */
function createLookup(reading: Reading, skipped: Skipped[]): JoinedMedia['frames'] {
  const { layout, byFolded, wantedFolded } = reading;
  const ordered = new Map<Recording, readonly ImportedFrame[]>();
  const refuse = (item: string, reason: string) => {
    skipped.push({ item, row: null, reason });
    return [];
  };
  return (subject, clip) => {
    const name = folded(layout, { subject, clip });
    const found = byFolded.get(name) ?? [];
    const asWritten = found.filter((r) => r.clip === clip && (r.subject === subject || !layout.hasSubject));
    const [recording, ...others] = asWritten.length === 1 ? asWritten : found;
    if (recording === undefined) return [];
    const places = found.map(({ files }) => files[0]?.path ?? '').join(' and ');
    if (others.length > 0) return refuse(`${subject}/${clip}`, `its frames may be ${places}: none is taken`);
    const owners = new Set(wantedFolded.get(name)?.map((wanted) => foldSubject(wanted.subject)));
    if (owners.size > 1)
      return refuse(
        `${subject}/${clip}`,
        `several subjects have a clip of this name: ${places} may be any of them`,
      );
    const known = ordered.get(recording) ?? orderFrames(recording.files, skipped);
    ordered.set(recording, known);
    return known;
  };
}

function listLeftOver(root: string, reading: Reading, files: number, skipped: Skipped[]): void {
  const { layout, fitting, leftOver } = reading;
  const [one, many] = layout.firstNumber === null ? ['images', 'folders of frames'] : ['videos', 'videos'];
  const unfit = files - fitting;
  if (unfit > 0)
    skipped.push({ item: root, row: null, reason: `${unfit} ${one} do not fit the layout ${layout.text}` });
  if (leftOver > 0)
    skipped.push({ item: root, row: null, reason: `${leftOver} ${many} have no row in the sheet` });
}
