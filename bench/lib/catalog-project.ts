import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalog, type ImportChanges, openCatalog } from '#main/catalog/index.ts';
import { MIGRATIONS } from '#main/catalog/migrations/index.ts';
import { createEngine } from '#main/engine/engine.ts';
import { createRandom, type Random } from '#shared/base/random.ts';
import type { ImportedClip } from '#shared/domain/import.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';

/** Counted up when the project is made otherwise: what was kept is made anew, as it is where the schema has changed. */
const VERSION = 1;

export interface CatalogSize {
  readonly clips: number;
  readonly raters: number;
}

const EMOTIONS = ['happiness', 'surprise', 'disgust', 'sadness', 'fear', 'anger', 'others'];
/** How many clips of 100 are of each. */
const SHARES = [30, 20, 18, 8, 5, 9, 10];
const DATASETS = ['casme2', 'casme3', 'dfme', 'samm', 'smic'];
const CLIPS_PER_SUBJECT = 100;
const FRAMES_PER_CLIP = 10;
const CLIPS_AT_ONCE = 2500;
const DECIMALS = 1000;

/**
 * A new project folder `dir` in which every rater has labelled every clip, with their errors. Made once through the
 * catalog's own import and kept in the temporary folder; then it is copied.
 */
export async function makeCatalogProject(dir: string, size: CatalogSize): Promise<void> {
  const schema = createHash('sha256')
    .update(MIGRATIONS.map(({ sql }) => sql).join())
    .digest('hex');
  const version = `${VERSION}-${schema.slice(0, 8)}`;
  const kept = join(tmpdir(), `onset-bench-catalog-${version}-${size.clips}x${size.raters}`);
  if (!existsSync(kept)) {
    const making = `${kept}.${process.pid}`;
    await fillProject(making, size);
    renameSync(making, kept);
  }
  mkdirSync(dir, { recursive: true });
  for (const name of readdirSync(kept)) cpSync(join(kept, name), join(dir, name), { recursive: true });
}

async function fillProject(dir: string, size: CatalogSize): Promise<void> {
  rmSync(dir, { recursive: true, force: true });
  const engine = createEngine({ host: 'in-process', configDir: join(dir, '..', 'onset-bench-config') });
  await engine.call('projects.create', { dir });
  await engine.close();
  const catalog = openCatalog(join(dir, 'catalog.sqlite'), { mode: 'write' });
  const random = createRandom(1);
  for (let from = 0; from < size.clips; from += CLIPS_AT_ONCE)
    addClips(catalog, random, from, Math.min(CLIPS_AT_ONCE, size.clips - from), size.raters);
  catalog.close();
}

function addClips(catalog: Catalog, random: Random, from: number, count: number, raters: number): void {
  const clips = Array.from({ length: count }, (_, i) => toClip(from + i, random));
  const changes: ImportChanges = {
    ...{ reframed: [], relinked: [], filled: [], traces: [], subjects: [] },
    newClips: clips,
    emotions: [{ scheme: null, names: EMOTIONS }],
    labels: clips.flatMap((clip) => {
      const truth = { emotion: drawEmotion(random), intensity: random.next() };
      return Array.from({ length: raters }, (_, rater) => ({
        clipKey: clip.key,
        rater: { name: raterName(rater), kind: 'person', scheme: null } as const,
        round: 1,
        after: labelOf(truth, random),
      }));
    }),
  };
  catalog.write.imports.apply(() => ({ changes }));
}

function raterName(rater: number): string {
  return `Rater ${String(rater + 1).padStart(2, '0')}`;
}

function toClip(index: number, random: Random): ImportedClip {
  const subject = Math.floor(index / CLIPS_PER_SUBJECT);
  const dataset = DATASETS[subject % DATASETS.length] ?? 'none';
  const name = `${dataset}_s${String(subject + 1).padStart(3, '0')}_${String(index).padStart(6, '0')}`;
  return {
    key: name,
    ...{ name, dataset },
    subject: `${dataset} ${subject + 1}`,
    split: random.next() < 0.2 ? 'test' : 'train',
    fps: 200,
    root: random.next() < 0.02 ? null : '/media',
    contentHash: `${index}`.padStart(64, '0'),
    frames: Array.from({ length: FRAMES_PER_CLIP }, (_, frame) => ({
      path: `${name}/${String(frame + 1).padStart(4, '0')}.jpg`,
      sourceNumber: frame + 1,
    })),
  };
}

function labelOf(truth: { emotion: string; intensity: number }, random: Random): LabelValues {
  const intensity = Math.min(1, Math.max(0, truth.intensity + 0.15 * random.normal()));
  const apex = 3 + random.int(4);
  return {
    ...EMPTY_LABEL,
    emotion: random.next() < 0.75 ? truth.emotion : drawEmotion(random),
    intensity: Math.round(intensity * DECIMALS) / DECIMALS,
    ...{ onset: random.int(3), apex, offset: apex + random.int(3) },
    confidence: random.next() < 0.2 ? Math.round(random.next() * DECIMALS) / DECIMALS : null,
  };
}

function drawEmotion(random: Random): string {
  let left = random.next() * SHARES.reduce((total, share) => total + share, 0);
  const index = SHARES.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return EMOTIONS[index] ?? 'others';
}
