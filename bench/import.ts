/**
 * Imports a folder per class of the study's size: 45,379 grey PNGs of 48x48 pixels. Prints seconds for writing them, for
 * the first import and for the second, which adds nothing. Exit code 1 if one of them took longer than its bound.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '#main/engine/engine.ts';
import { taskId } from '#shared/domain/ids.ts';
import { importRequest } from '#shared/domain/import.ts';
import { machineInWords, RESULTS_FILE, writeSection } from './lib/results.ts';
import { STILL_SIZE_PX, writeStills } from './lib/stills.ts';

/** With the seconds that the processor worked, of all threads: they tell more where other work is under way. */
async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; cpuSeconds: number }> {
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(startedCpu);
  const cpuSeconds = Math.round((user + system) / 1000) / 1000;
  return { result, seconds: Math.round(performance.now() - startedMs) / 1000, cpuSeconds };
}

const FIRST_AT_MOST_SECONDS = 60;
const SECOND_AT_MOST_SECONDS = 10;

interface Report {
  readonly machine: string;
  readonly images: number;
  readonly firstImportSeconds: number;
  readonly firstImportCpuSeconds: number;
  readonly secondImportSeconds: number;
  readonly secondImportCpuSeconds: number;
  readonly listAllSeconds: number;
}

function inWords(report: Report): string {
  const date = new Date().toISOString().slice(0, 10);
  return [
    `## import\n\n\`npm run bench -- import\`, ${date}, ${report.machine}. ${report.images} grey PNGs of ${STILL_SIZE_PX}x${STILL_SIZE_PX} pixels, a folder per class; preview and import together.\n`,
    '| what | seconds | of the processor |\n| --- | ---: | ---: |',
    `| first import | ${report.firstImportSeconds.toFixed(1)} | ${report.firstImportCpuSeconds.toFixed(1)} |`,
    `| second import, adds nothing | ${report.secondImportSeconds.toFixed(1)} | ${report.secondImportCpuSeconds.toFixed(1)} |`,
    `| listing all clips with the filter's counts | ${report.listAllSeconds.toFixed(2)} | |`,
  ].join('\n');
}

const dir = await mkdtemp(join(tmpdir(), 'onset-bench-import-'));
const engine = createEngine({ host: 'in-process', configDir: join(dir, 'config') });
try {
  const source = join(dir, 'images');
  const writing = await timed(() => writeStills(source));
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
    firstImportCpuSeconds: first.cpuSeconds,
    firstAdded: first.result.added,
    secondImportSeconds: second.seconds,
    secondImportCpuSeconds: second.cpuSeconds,
    secondAdded: second.result.added,
    listAllSeconds: query.seconds,
    listed: query.result.ids.length,
  };
  writeSection(RESULTS_FILE, 'import', inWords(report));
  console.log(JSON.stringify(report, null, 2));
  if (first.seconds > FIRST_AT_MOST_SECONDS || second.seconds > SECOND_AT_MOST_SECONDS) process.exitCode = 1;
} finally {
  await engine.close();
  await rm(dir, { recursive: true, force: true });
}
