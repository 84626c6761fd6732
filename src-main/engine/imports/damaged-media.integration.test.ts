import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { folderWith, request } from '#main/exchange/importers/test-support.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { type ClipId, taskId } from '#shared/domain/ids.ts';
import type { ImportReport, ImportRequest } from '#shared/domain/import.ts';
import type { Engine } from '../engine.ts';
import { type EngineProcess, startEngine } from '../test-process.ts';
import { temporaryEngine } from '../test-support.ts';
import {
  bombs,
  imageSamples,
  type MediaSample,
  videoBomb,
  videoSamples,
  type WrittenFile,
  write,
  writeDamaged,
  writeSpecials,
} from './damaged-media.ts';

const SLOW_MS = 600_000;
/** The engine itself decodes nothing; it holds a few files at a time. */
const MEMORY_MIB = 300;
const ANSWER_MS = 3000;
const EMOJI = '🙂 ünï';

test(
  '200 damaged media: each has its reason or shows what is left, whole ones come in, the engine lives',
  async () => {
    const made = temporaryFolder();
    const [images, videos] = [await imageSamples(made), await videoSamples(made)];
    const pictures = await writePictures(images);
    const films = await writeFilms(videos);
    expect(pictures.damaged.length + films.damaged.length).toBeGreaterThanOrEqual(200);

    const engine = startEngine();
    const dir = join(temporaryFolder(), 'study');
    await engine.engine.call('projects.create', { dir });
    const watch = watchEngine(engine);
    const ofPictures = await runImport(engine, { kind: 'folder-per-class', source: pictures.dir });
    const ofFilms = await runImport(engine, { kind: 'videos', source: films.dir });
    const { slowestMs, peakMiB } = await watch.stop();
    await engine.kill();

    const shown = await showAll(dir);
    for (const [media, report] of [
      [pictures, ofPictures],
      [films, ofFilms],
    ] as const) {
      const listed = new Map(report.skipped.map(({ item, reason }) => [item, reason]));
      for (const path of media.whole) expect(shown.get(path), path).toBe('whole');
      for (const { path, isLost } of media.damaged) {
        const state = listed.has(path) ? 'listed' : shown.has(path) ? 'kept' : 'passed over in silence';
        expect([path, state]).toEqual([path, isLost ? 'listed' : expect.stringMatching(/^(listed|kept)$/)]);
      }
      for (const reason of listed.values()) expect(reason).toMatch(/^[^\n\0]{8,400}$/);
    }
    expect(slowestMs).toBeLessThan(ANSWER_MS);
    expect(peakMiB).toBeLessThan(MEMORY_MIB);
  },
  SLOW_MS,
);

interface Media {
  readonly dir: string;
  readonly damaged: readonly WrittenFile[];
  readonly whole: readonly string[];
}

async function writePictures(samples: readonly MediaSample[]): Promise<Media> {
  const dir = folderWith({});
  const damaged = [...(await writeDamaged(dir, samples, 3, 1))];
  for (const { name, bytes } of bombs(samples)) {
    await write(join(dir, 'fear', name), bytes);
    damaged.push({ path: `fear/${name}`, isLost: true });
  }
  for (const path of await writeSpecials(dir, 'png')) damaged.push({ path, isLost: true });
  return { dir, damaged, whole: await writeWhole(dir, samples, 'jpg') };
}

async function writeFilms(samples: readonly MediaSample[]): Promise<Media> {
  const dir = folderWith({});
  const damaged = [...(await writeDamaged(dir, samples, 1, 2))];
  const raw = samples.find(({ name }) => name === 'raw-avi');
  await write(join(dir, 'fear/bomb.avi'), videoBomb(raw?.bytes ?? Buffer.alloc(0)));
  damaged.push({ path: 'fear/bomb.avi', isLost: true });
  for (const path of await writeSpecials(dir, 'mp4')) damaged.push({ path, isLost: true });
  return { dir, damaged, whole: await writeWhole(dir, samples, 'mkv') };
}

/** Each sample as it is, under a name of any letters, and under the ending of another format. */
async function writeWhole(
  dir: string,
  samples: readonly MediaSample[],
  wrongEnding: string,
): Promise<string[]> {
  const whole: string[] = [];
  for (const { name, ending, bytes } of samples)
    for (const path of [`fear/whole/${EMOJI} ${name}.${ending}`, `fear/whole/wrong ${name}.${wrongEnding}`]) {
      await write(join(dir, path), bytes);
      whole.push(path);
    }
  return whole;
}

async function runImport(
  { engine }: EngineProcess,
  given: Pick<ImportRequest, 'kind' | 'source'>,
): Promise<ImportReport> {
  const { planId } = await engine.call('imports.preview', {
    request: request(given),
    taskId: taskId.parse(`preview ${given.kind}`),
  });
  return engine.call('imports.run', { planId, taskId: taskId.parse(`run ${given.kind}`) });
}

/** Asks the engine something all the time, and looks at its memory. */
function watchEngine({ engine, process: child }: EngineProcess) {
  let slowestMs = 0;
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const startedMs = performance.now();
      await engine.call('projects.current', {});
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await asking;
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return { slowestMs, peakMiB: Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024 };
    },
  };
}

/** By the path of its file, whether all of each clip can be shown, or why not, in words; anything else is a defect. */
async function showAll(dir: string): Promise<Map<string, string>> {
  const { engine } = temporaryEngine();
  await engine.call('projects.open', { dir });
  const { ids } = await engine.call('clips.query', {
    filter: {},
    sort: { by: 'name', direction: 'ascending' },
    raterId: null,
  });
  const shown = new Map<string, string>();
  for (const clipId of ids) {
    const { media } = await engine.call('clips.detail', { clipId, raterId: null });
    shown.set(media.paths[0] ?? '', await show(engine, clipId, media.paths.length));
  }
  return shown;
}

async function show(engine: Engine, clipId: ClipId, frameCount: number): Promise<string> {
  try {
    for (const index of new Set([frameCount - 1, 0]))
      expect((await engine.frame({ clipId, index, size: 'full' })).bytes.length).toBeGreaterThan(0);
    return 'whole';
  } catch (error) {
    if (!(error instanceof OnsetError) || error.code === 'internal') throw error;
    return error.message;
  }
}
