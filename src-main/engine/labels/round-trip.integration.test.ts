import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Catalog, openCatalog } from '#main/catalog/index.ts';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { emptyMedia } from '#main/engine/test-support.ts';
import { quietTask, request } from '#main/exchange/importers/test-support.ts';
import { importInto } from '../imports/index.ts';
import { exportLabels } from './export.ts';
import { type RandomProject, randomProject } from './random-labels.ts';
import { saidBy } from './values.ts';

const NOTHING = {
  newClips: [],
  reframed: [],
  relinked: [],
  filled: [],
  emotions: [],
  labels: [],
  traces: [],
  subjects: [],
};

/** Runs `work` on two catalogs with the same clips: one with all that was said, one with nothing said yet. */
async function withTwo(
  folder: string,
  { clips, changes }: RandomProject,
  work: (full: Catalog, empty: Catalog) => Promise<void>,
): Promise<void> {
  const [a, b] = [randomName(folder), randomName(folder)];
  const full = openCatalog(a, { mode: 'create' });
  const empty = openCatalog(b, { mode: 'create' });
  try {
    full.write.imports.apply(() => ({ changes: { ...NOTHING, newClips: clips, ...changes } }));
    // In another order, so that no id is the same by chance.
    empty.write.imports.apply(() => ({ changes: { ...NOTHING, newClips: [...clips].reverse() } }));
    await work(full, empty);
  } finally {
    full.close();
    empty.close();
  }
}

let count = 0;
const randomName = (folder: string) => join(folder, `${count++}.sqlite`);

/** Everything that was said, whatever ids it has. */
function saidIn({ read }: Catalog) {
  const raters = new Map(
    read.raters.list().map(({ id, name, kind, scheme }) => [id, { name, kind, scheme }]),
  );
  const keys = new Map(read.imports.clips().map(({ id, key }) => [id, key]));
  const sorted = <T>(rows: T[]) => rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const labels = read.labels.list(null).map(({ clipId, raterId, raterKind: _, ...label }) => ({
    ...{ clip: keys.get(clipId), rater: raters.get(raterId) },
    ...label,
  }));
  const traces = [...read.traces.all()].map(({ clipId, raterId, ...trace }) => ({
    ...{ clip: keys.get(clipId), rater: raters.get(raterId) },
    ...trace,
  }));
  return { labels: sorted(labels), traces: sorted(traces) };
}

const importFile = (catalog: Catalog, source: string) =>
  importInto(
    { dir: '/project', readOnly: false, catalog, media: emptyMedia() },
    request({ kind: 'onset-labels', source }),
    quietTask,
  );

it.each(['csv', 'json'] as const)(
  'what is written as %s and read into a project with the same clips is all that was said',
  async (format) => {
    const folder = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(randomProject, (project) =>
        withTwo(folder, project, async (full, empty) => {
          const file = join(folder, `labels.${format}`);
          await exportLabels(full, { format, raters: null, raterId: null, file });
          const report = await importFile(empty, file);
          expect(report.skipped).toEqual([]);
          expect(saidIn(empty)).toEqual(saidIn(full));
          // Once more adds nothing.
          expect((await importFile(empty, file)).added.labels).toBe(0);
          expect(saidIn(empty)).toEqual(saidIn(full));
          const again = join(folder, `again.${format}`);
          await exportLabels(empty, { format, raters: null, raterId: null, file: again });
          expect(linesOf(again)).toEqual(linesOf(file));
        }),
      ),
      { numRuns: 40 },
    );
  },
  120_000,
);

it('what ELAN keeps of submitted labels is read into a project with the same clips as it was said', async () => {
  const folder = temporaryFolder();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(randomProject, (project) =>
      withTwo(folder, project, async (full, empty) => {
        const source = join(folder, `elan ${run++}`);
        const { labels } = await exportLabels(full, {
          format: 'elan',
          raters: null,
          raterId: null,
          file: source,
        });
        if (labels === 0) return;
        const target = { dir: '/project', readOnly: false, catalog: empty, media: emptyMedia() };
        const read = () => importInto(target, request({ kind: 'elan', source }), quietTask);
        expect((await read()).skipped).toEqual([]);
        expect(keptByElan(empty)).toEqual(keptByElan(full));
        expect((await read()).added.labels).toBe(0);
      }),
    ),
    { numRuns: 40 },
  );
}, 120_000);

/** Without what is lost, as is said before writing; labels of nothing else are none. */
function keptByElan(catalog: Catalog) {
  return saidIn(catalog)
    .labels.filter(({ status }) => status === 'submitted')
    .map(({ updatedAt: _, ...label }) => ({
      ...{ ...label, distribution: null, skipReason: null, actionUnits: label.actionUnits || null },
      // An estimate of no mark says nothing.
      onsetEstimated: label.onsetEstimated && label.onset !== null,
      apexEstimated: label.apexEstimated && label.apex !== null,
      offsetEstimated: label.offsetEstimated && label.offset !== null,
    }))
    .filter((label) => saidBy(label) !== null);
}

/** In any order: raters came in another one. */
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/,$/, ''))
    .sort();
