import { writeFile } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { UnreadablePlace } from '#shared/contract/children.ts';
import type { FramePlace } from '#shared/domain/frames.ts';
import { contactSheet, requireSheetSize, type SheetCell, sheetCell } from './contact-sheet.ts';
import { forFrames } from './frames.ts';

export interface WriteJob {
  readonly places: readonly FramePlace[];
  /** Of the same length. */
  readonly files: readonly string[];
  readonly captions: readonly string[];
  readonly contactSheet: string | null;
}

/** Fast; half as small again would take ten times as long. */
const PNG_OPTIONS = { compressionLevel: 1, adaptiveFiltering: false };

/**
 * Writes the frames into their files, and all of them as one sheet if asked. Gives the places that could not be decoded: of
 * them there is no file. Throws OnsetError: `cancelled` if the signal says so, else why the files cannot be written.
 */
export async function writeFrames(
  job: WriteJob,
  signal: AbortSignal,
  report: (done: number, total: number) => void,
): Promise<UnreadablePlace[]> {
  const total = job.places.length;
  if (job.contactSheet !== null) requireSheetSize(total);
  const encode = async (image: Sharp, place: number) => ({
    png: await toPng(image.clone(), job.places[place]?.file ?? ''),
    cell: job.contactSheet === null ? null : await sheetCell(image.clone(), job.captions[place] ?? ''),
  });
  const unreadable: UnreadablePlace[] = [];
  const cells: SheetCell[] = [];
  let place = 0;
  for await (const made of forFrames(job.places, signal, encode)) {
    const file = job.files[place];
    if (made instanceof Error) unreadable.push({ place, reason: made.message });
    else if (file !== undefined) {
      await write(file, made.png);
      if (made.cell !== null) cells.push(made.cell);
    }
    place += 1;
    report(place, total);
  }
  if (job.contactSheet !== null) await write(job.contactSheet, await contactSheet(cells));
  return unreadable;
}

/**
 * The pixels as the source has them: grey stays grey, 16 bit stays 16, a colour profile is kept and not applied. Only what
 * PNG has no way to say (CMYK) becomes sRGB. Throws OnsetError `bad-input` for more than 16 bit, naming `file`.
 */
async function toPng(image: Sharp, file: string): Promise<Uint8Array> {
  const { space, depth } = await image.metadata();
  if (depth !== 'uchar' && depth !== 'ushort')
    throw new OnsetError(
      'bad-input',
      `${file} has more than 16 bits a value (${depth}), which PNG cannot hold.`,
    );
  const kept = ['b-w', 'grey16', 'rgb16'].find((name) => name === space) ?? 'srgb';
  return image.keepIccProfile().toColourspace(kept).png(PNG_OPTIONS).toBuffer();
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw diskErrorInWords(error, `Cannot write ${file}`) ?? error;
  }
}
