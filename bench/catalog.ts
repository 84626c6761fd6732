import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '#main/engine/engine.ts';
import { type CatalogFigures, measureCatalog } from './lib/catalog-figures.ts';
import { type CatalogSize, makeCatalogProject } from './lib/catalog-project.ts';
import { startEngineProcess } from './lib/engine-process.ts';
import { machineInWords, RESULTS_FILE, writeSection } from './lib/results.ts';

/**
 * A project of 50,000 clips, each labelled by 20 raters, through the engine's own calls: in process, and in a process of
 * its own as the window has it. Keeps its table in bench/RESULTS.md; `--json` prints the outcome as one document. Exit
 * code 1 if a bound was missed in process.
 */
const SIZE: CatalogSize = { clips: 50_000, raters: 20 };
const MAX_FILE_MB = 400;
const MAX_FSYNCS_A_PUT = 3;

interface Bound {
  readonly what: string;
  readonly atMost: number;
  readonly unit: string;
  of(figures: CatalogFigures): number;
}

const slowestAgreement = ({ agreementMs }: CatalogFigures) => Math.max(...Object.values(agreementMs)) / 1000;

const BOUNDS: readonly Bound[] = [
  { what: 'open, median', atMost: 1000, unit: 'ms', of: ({ open }) => open.medianMs },
  {
    ...{ what: "open and a rater's first page, median", atMost: 1000, unit: 'ms' },
    of: ({ openWithPage }) => openWithPage.medianMs,
  },
  {
    ...{ what: 'a page of 100, any filter and order, p95', atMost: 15, unit: 'ms' },
    of: ({ page }) => page.p95Ms,
  },
  { what: 'facet counts, p95', atMost: 60, unit: 'ms', of: ({ facets }) => facets.p95Ms },
  {
    ...{ what: 'put a label / a bare fsync beside it, p95 each', atMost: MAX_FSYNCS_A_PUT, unit: '' },
    of: ({ put, fsync }) => put.p95Ms / fsync.p95Ms,
  },
  { what: 'undo, p95', atMost: 10, unit: 'ms', of: ({ undo }) => undo.p95Ms },
  {
    ...{ what: 'agreement over all, point estimates, the slowest kind', atMost: 5, unit: 's' },
    of: slowestAgreement,
  },
];

interface Result {
  readonly machine: string;
  readonly fileMB: number;
  readonly inProcess: CatalogFigures;
  readonly ownProcess: CatalogFigures;
}

async function measure(folder: string): Promise<Result> {
  const dir = join(folder, 'project');
  await makeCatalogProject(dir, SIZE);
  const { size } = await stat(join(dir, 'catalog.sqlite'));
  const configDir = join(folder, 'config');
  const engine = createEngine({ host: 'in-process', configDir });
  const inProcess = await measureCatalog(engine.call, dir);
  await engine.close();
  const child = startEngineProcess(configDir);
  const ownProcess = await measureCatalog(child.engine.call, dir);
  await child.close();
  return { machine: machineInWords(), fileMB: Math.round(size / 1e5) / 10, inProcess, ownProcess };
}

function passes({ fileMB, inProcess }: Result): boolean {
  return fileMB <= MAX_FILE_MB && BOUNDS.every(({ of, atMost }) => of(inProcess) <= atMost);
}

function toTable({ fileMB, inProcess, ownProcess }: Result): string {
  const shown = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
  const rows = BOUNDS.map(({ what, atMost, unit, of }) => {
    const [inside, outside] = [shown(of(inProcess)), shown(of(ownProcess))];
    return `| ${what} | ${inside} | ${outside} | ${atMost} | ${unit} |`;
  });
  const { put, fsync } = inProcess;
  return [
    '| what | in process | over the socket | at most |  |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows,
    `| the catalog's file | ${shown(fileMB)} |  | ${MAX_FILE_MB} | MB |`,
    '',
    `Puts: median ${put.medianMs} ms, p95 ${put.p95Ms}; fsyncs: median ${fsync.medianMs}, p95 ${fsync.p95Ms}. Largest page: ${inProcess.page.largestMs} ms (a rater's first). Agreement in seconds: ${agreementInWords(inProcess)}.`,
  ].join('\n');
}

function agreementInWords({ agreementMs }: CatalogFigures): string {
  return Object.entries(agreementMs)
    .map(([kind, ms]) => `${kind} ${(ms / 1000).toFixed(2)}`)
    .join(', ');
}

const folder = await mkdtemp(join(tmpdir(), 'onset-bench-catalog-run-'));
try {
  const result = await measure(folder);
  const date = new Date().toISOString().slice(0, 10);
  const heading = `## catalog\n\n\`npm run bench -- catalog\`, ${date}, ${result.machine}. ${SIZE.clips} clips, each labelled by ${SIZE.raters} raters: ${SIZE.clips * SIZE.raters} labels, and as many entries of history.`;
  writeSection(RESULTS_FILE, 'catalog', `${heading}\n\n${toTable(result)}`);
  console.log(process.argv.includes('--json') ? JSON.stringify(result, null, 2) : toTable(result));
  if (!passes(result)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
