import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeGreyPng } from '#main/demo/png.ts';
import { createEngine } from '#main/engine/engine.ts';
import { createRandom } from '#shared/base/random.ts';
import { taskId } from '#shared/domain/ids.ts';
import { importRequest } from '#shared/domain/import.ts';
import { machineInWords, RESULTS_FILE, writeSection } from './lib/results.ts';

/**
 * Imports a folder per class of the study's size: 45,379 grey PNGs of
 * 48x48 pixels. Prints seconds for writing them, for the first import and for the second, which adds nothing.
 */
const CLASS_COUNTS = {
  happy: 10_665,
  sad: 7_713,
  anger: 6_928,
  fear: 6_076,
  surprise: 5_790,
  neutral: 5_609,
  disgust: 2_598,
};
const SIZE_PX = 48;
const WRITES_AT_ONCE = 64;

async function writeImages(root: string): Promise<void> {
  const random = createRandom(1);
  for (const [name, count] of Object.entries(CLASS_COUNTS)) {
    const dir = join(root, 'train', name);
    await mkdir(dir, { recursive: true });
    for (let at = 0; at < count; at += WRITES_AT_ONCE) {
      const indices = Array.from({ length: Math.min(WRITES_AT_ONCE, count - at) }, (_, i) => at + i);
      await Promise.all(
        indices.map((i) => {
          const pixels = Uint8Array.from({ length: SIZE_PX * SIZE_PX }, () => random.int(256));
          return writeFile(join(dir, `${name}_${i}.png`), encodeGreyPng(pixels, SIZE_PX));
        }),
      );
    }
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const startedMs = performance.now();
  const result = await work();
  return { result, seconds: Math.round(performance.now() - startedMs) / 1000 };
}

interface Report {
  readonly machine: string;
  readonly images: number;
  readonly firstImportSeconds: number;
  readonly secondImportSeconds: number;
  readonly listAllSeconds: number;
}

function inWords(report: Report): string {
  const date = new Date().toISOString().slice(0, 10);
  return [
    `## import\n\n\`npm run bench -- import\`, ${date}, ${report.machine}. ${report.images} grey PNGs of ${SIZE_PX}x${SIZE_PX} pixels, a folder per class; preview and import together.\n`,
    '| what | seconds |\n| --- | ---: |',
    `| first import | ${report.firstImportSeconds.toFixed(1)} |`,
    `| second import, adds nothing | ${report.secondImportSeconds.toFixed(1)} |`,
    `| listing all clips with the filter's counts | ${report.listAllSeconds.toFixed(2)} |`,
  ].join('\n');
}

const dir = await mkdtemp(join(tmpdir(), 'onset-bench-import-'));
const engine = createEngine({ host: 'in-process', configDir: join(dir, 'config') });
try {
  const source = join(dir, 'images');
  const writing = await timed(() => writeImages(source));
  await engine.call('projects.create', { dir: join(dir, 'project') });
  const request = importRequest.parse({ kind: 'folder-per-class', source, splits: { train: 'train' } });
  const importOnce = (id: string) =>
    timed(async () => {
      const { planId } = await engine.call('imports.preview', {
        request,
        taskId: taskId.parse(`${id}-preview`),
      });
      return engine.call('imports.run', { planId, taskId: taskId.parse(id) });
    });
  const first = await importOnce('first');
  const second = await importOnce('second');
  const query = await timed(() =>
    engine.call('clips.query', { filter: {}, sort: { by: 'name', direction: 'ascending' }, raterId: null }),
  );
  const report = {
    machine: machineInWords(),
    images: first.result.frames,
    writeSeconds: writing.seconds,
    firstImportSeconds: first.seconds,
    firstAdded: first.result.added,
    secondImportSeconds: second.seconds,
    secondAdded: second.result.added,
    listAllSeconds: query.seconds,
    listed: query.result.ids.length,
  };
  writeSection(RESULTS_FILE, 'import', inWords(report));
  console.log(JSON.stringify(report, null, 2));
} finally {
  await engine.close();
  await rm(dir, { recursive: true, force: true });
}
