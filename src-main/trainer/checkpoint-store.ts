import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '#shared/base/errors.ts';
import {
  type CheckpointOwner,
  decodeFinished,
  decodeUnderWay,
  encodeFinished,
  encodeUnderWay,
  type FinishedFold,
  type FoldUnderWay,
  type Found,
} from './checkpoint.ts';
import { replaceFile } from './replace-file.ts';

/** What a run can go on from. */
export interface Checkpoints {
  readonly finished: ReadonlyMap<number, FinishedFold>;
  readonly underWay: (FoldUnderWay & { readonly fold: number }) | null;
  /** What was found and is of no use, in words. */
  readonly setAside: readonly string[];
}

export const NO_CHECKPOINTS: Checkpoints = { finished: new Map(), underWay: null, setAside: [] };

/** The folder `checkpoint` of a run: one file for the fold under way, replaced after each epoch, one for each fold that is done. */
export interface CheckpointStore {
  /** Throws Node's errors of reading, except of files that are not there. */
  read(): Checkpoints;
  saveUnderWay(fold: number, state: FoldUnderWay): void;
  saveFinished(fold: number, state: FinishedFold): void;
}

const UNDER_WAY = 'under-way.bin';
const UNUSABLE = '.unusable';

export interface CheckpointPlace {
  readonly runDir: string;
  readonly foldCount: number;
  readonly ownerOf: (fold: number) => CheckpointOwner;
  /** Of a fold's weights as they are in the run's folder; null where they are not there. */
  readonly weightsSha256Of: (fold: number) => string | null;
}

export function openCheckpoints({
  runDir,
  foldCount,
  ownerOf,
  weightsSha256Of,
}: CheckpointPlace): CheckpointStore {
  const dir = join(runDir, 'checkpoint');
  const fileOf = (fold: number) => join(dir, `fold-${fold}.bin`);

  const readFinished = (fold: number): Found<FinishedFold> | null => {
    const bytes = readIfThere(fileOf(fold));
    if (bytes === null) return null;
    const found = decodeFinished(bytes, ownerOf(fold));
    if ('unusable' in found || found.weightsSha256 === weightsSha256Of(fold)) return found;
    return { unusable: 'the weights that belong to it are not there, or damaged' };
  };
  return {
    read: () => {
      const setAside: string[] = [];
      const refuse = (file: string, { unusable }: { unusable: string }, what: string) => {
        renameSync(file, file + UNUSABLE);
        setAside.push(`The checkpoint ${file} is not used: ${unusable}. ${what} starts anew.`);
      };
      removeTemporaries(dir);
      const finished = new Map<number, FinishedFold>();
      for (let fold = 0; fold < foldCount; fold++) {
        const found = readFinished(fold);
        if (found === null) continue;
        if ('unusable' in found) refuse(fileOf(fold), found, `Fold ${fold + 1}`);
        else finished.set(fold, found);
      }
      const file = join(dir, UNDER_WAY);
      const bytes = readIfThere(file);
      const underWay = bytes === null ? null : decodeUnderWay(bytes, ownerOf);
      if (underWay === null) return { finished, underWay, setAside };
      if ('unusable' in underWay) refuse(file, underWay, 'The fold that was under way');
      const isOfUse = !('unusable' in underWay) && !finished.has(underWay.fold);
      return { finished, underWay: isOfUse ? underWay : null, setAside };
    },
    saveUnderWay: (fold, state) => {
      mkdirSync(dir, { recursive: true });
      replaceFile(join(dir, UNDER_WAY), encodeUnderWay(ownerOf(fold), state));
    },
    saveFinished: (fold, state) => {
      mkdirSync(dir, { recursive: true });
      replaceFile(fileOf(fold), encodeFinished(ownerOf(fold), state));
    },
  };
}

function readIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** What a killed trainer left half written. */
function removeTemporaries(dir: string): void {
  if (!existsSync(dir)) return;
  for (const name of readdirSync(dir)) if (name.endsWith('.tmp')) rmSync(join(dir, name), { force: true });
}
