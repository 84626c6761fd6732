import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { errorCode, OnsetError } from '#shared/base/errors.ts';
import type { FramePlace } from '#shared/domain/frames.ts';
import { askDecoder, type DecoderTask } from './ask-decoder.ts';

/** A frame to be written, under which name, and what is to stand below it on the sheet. */
export interface FrameToWrite {
  readonly place: FramePlace;
  readonly name: string;
  readonly caption: string;
}

export interface WriteOrder {
  /** Absolute; made where it is not there. */
  readonly dir: string;
  readonly frames: readonly FrameToWrite[];
  /** Name of the sheet; null: none. */
  readonly contactSheet: string | null;
}

/**
 * Writes all of them as PNG, or none: they are made beside one another in a folder of their own and then put in their
 * places. A file that is there already stays, and must be the same. Throws OnsetError: `bad-input` (a frame cannot be
 * read), `conflict` (another file has the name), `cancelled`, else what the disk says.
 */
export async function writeFrames(order: WriteOrder, task: DecoderTask): Promise<void> {
  const { dir, frames } = order;
  const staging = join(dir, `.${randomUUID()}.tmp`);
  let made: string | undefined;
  try {
    made = await mkdir(dir, { recursive: true });
    await mkdir(staging);
    await decodeInto(staging, order, task);
    const sheet = order.contactSheet === null ? [] : [order.contactSheet];
    await publish(staging, dir, [...frames.map(({ name }) => name), ...sheet]);
  } catch (error) {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
    if (made !== undefined) await removeEmpty(dir, made);
    throw diskErrorInWords(error, `Cannot write into ${dir}`) ?? error;
  }
  await rm(staging, { recursive: true, force: true }).catch(() => {});
}

/** Reasons that a failure names. */
const NAMED = 3;

async function decodeInto(
  staging: string,
  { frames, contactSheet }: WriteOrder,
  task: DecoderTask,
): Promise<void> {
  const unreadable = await askDecoder(
    {
      type: 'write',
      places: frames.map(({ place }) => place),
      files: frames.map(({ name }) => join(staging, name)),
      captions: frames.map(({ caption }) => caption),
      contactSheet: contactSheet === null ? null : join(staging, contactSheet),
    },
    (event) => (event.type === 'written' ? event.unreadable : undefined),
    task,
  );
  if (unreadable.length === 0) return;
  const reasons = [...new Set(unreadable.map(({ reason }) => reason))];
  const more = reasons.length > NAMED ? ' …' : '';
  throw new OnsetError(
    'bad-input',
    `${unreadable.length} of ${frames.length} frames cannot be read, so nothing was written: ${reasons.slice(0, NAMED).join(' ')}${more}`,
  );
}

/** Looks at all places before it takes the first. Where one was taken meanwhile, or the disk is full, all are given back. */
async function publish(staging: string, dir: string, names: readonly string[]): Promise<void> {
  const missing: string[] = [];
  for (const name of names) if (await isFree(join(staging, name), join(dir, name))) missing.push(name);
  const placed: string[] = [];
  try {
    for (const name of missing) {
      await putInPlace(join(staging, name), join(dir, name));
      placed.push(name);
    }
  } catch (error) {
    for (const name of placed) await rm(join(dir, name), { force: true }).catch(() => {});
    throw error;
  }
}

/** False where the same file is there already. */
async function isFree(made: string, file: string): Promise<boolean> {
  try {
    const present = await readFile(file);
    if (present.equals(await readFile(made))) return false;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    if (errorCode(error) !== 'EISDIR') throw error;
  }
  throw isTaken(file);
}

const isTaken = (file: string) =>
  new OnsetError('conflict', `${file} is there already and is something else: name another folder.`);

/** Never in the place of another file, also of one that has come meanwhile. */
async function putInPlace(made: string, file: string): Promise<void> {
  try {
    await link(made, file);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw isTaken(file);
    // Not every disk has hard links.
    await copyFile(made, file, constants.COPYFILE_EXCL);
  }
}

/** `dir` and the folders up to `made`, as far as nothing else is in them. */
async function removeEmpty(dir: string, made: string): Promise<void> {
  for (let folder = dir; folder.startsWith(made); folder = dirname(folder)) {
    const isRemoved = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!isRemoved) return;
  }
}
