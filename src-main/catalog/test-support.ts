import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ClipId } from '#shared/domain/ids.ts';
import type { ImportedClip } from '#shared/domain/import.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import { openForWriting } from './database.ts';
import { type Catalog, type ImportChanges, openCatalog } from './index.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'onset-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/**
 * A folder with the content of `dir` that cannot be written until the test ends; null on a machine that has none to
 * offer (root, without the right to mount).
 */
export function readOnlyViewOf(dir: string): string | null {
  if (process.getuid?.() !== 0) {
    chmodSync(dir, 0o555);
    onTestFinished(() => chmodSync(dir, 0o755));
    return dir;
  }
  const view = temporaryFolder();
  try {
    execFileSync('mount', ['--bind', dir, view], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', view]));
  execFileSync('mount', ['-o', 'remount,ro,bind', view]);
  return view;
}

/** A new catalog that is closed and gone after the test. */
export function temporaryCatalog(): Catalog {
  const catalog = openCatalog(join(temporaryFolder(), 'catalog.sqlite'), { mode: 'create' });
  onTestFinished(() => catalog.close());
  return catalog;
}

/** The file of a closed catalog of so many megabytes with one clip, `first`. */
export function closedCatalogOf(megabytes: number): string {
  const file = join(temporaryFolder(), 'catalog.sqlite');
  const catalog = openCatalog(file, { mode: 'create' });
  addSamples(catalog, [{ name: 'first' }]);
  catalog.close();
  const db = openForWriting(file, true);
  const insert = db.prepare('INSERT INTO meta VALUES (?, ?)');
  for (let i = 0; i < megabytes; i++) insert.run(`filler ${i}`, 'x'.repeat(1e6));
  db.close();
  return file;
}

export interface SampleClip extends Partial<Omit<ImportedClip, 'name' | 'frames'>> {
  readonly name: string;
  readonly frames?: number;
}
export interface SampleLabel extends Partial<LabelValues> {
  readonly clip: string;
  readonly rater: string;
  readonly round?: number;
}

/** Brings clips and source labels in the way an import does. Clips are named by their key; numbers of frames start at 100. */
export function addSamples(
  catalog: Catalog,
  clips: readonly SampleClip[],
  labels: readonly SampleLabel[] = [],
) {
  const emotions = new Set(labels.flatMap(({ emotion }) => emotion ?? []));
  const changes: ImportChanges = {
    newClips: clips.map(toImported),
    reframed: [],
    relinked: [],
    filled: [],
    emotions: [{ scheme: null, names: [...emotions] }],
    labels: labels.map(({ clip, rater, round = 1, ...values }) => ({
      clipKey: clip,
      rater: { name: rater, kind: 'source', scheme: null },
      round,
      after: { ...EMPTY_LABEL, ...values },
    })),
    traces: [],
    subjects: [],
  };
  catalog.write.imports.apply(() => ({ changes }));
}

function toImported({ name, frames = 10, ...rest }: SampleClip): ImportedClip {
  return {
    key: name,
    name,
    subject: null,
    split: null,
    fps: 100,
    root: '/media',
    contentHash: `hash of ${name}`,
    frames: Array.from({ length: frames }, (_, i) => ({ path: `${name}/${i}.png`, sourceNumber: 100 + i })),
    ...rest,
  };
}

export function clipIdOf(catalog: Catalog, name: string): ClipId {
  const clip = catalog.read.clips.records(null).find((record) => record.name === name);
  if (clip === undefined) throw new Error(`There is no clip ${name}.`);
  return clip.id;
}

/** A disk of `megabytes` that is gone after the test; null on a machine that lets nobody mount one. */
export function smallDisk(megabytes: number): string | null {
  const dir = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', dir]));
  return dir;
}

/** Writes until nothing more goes in. */
export function fillUp(file: string): void {
  for (let size = 4 * 1024 * 1024; size >= 512; size /= 2) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch {
      // Full for this size.
    }
  }
}
