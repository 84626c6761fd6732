import { join } from 'node:path';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { DEMO_SEED, say, withDemo } from './lib/demo-project.ts';
import { type FinishedRun, trainOnce } from './lib/demo-runs.ts';
import {
  type MinorityRow,
  minorityRow,
  minorityTable,
  rarestClasses,
  statisticsOf,
} from './lib/minority-table.ts';
import { machineInWords, writeSection } from './lib/results.ts';

/**
 * What helps the rarest emotions of the demo: five ways to meet imbalance, all else as by default, three training seeds
 * each, whichever way it falls. Keeps its table in docs/guide/imbalance.md; `--json` prints it as one document.
 */
const SEEDS = [1, 2, 3];
const GUIDE = join(import.meta.dirname, '..', 'docs', 'guide', 'imbalance.md');

const WAYS: readonly (readonly [string, Partial<RunSpec>])[] = [
  ['cross-entropy', {}],
  ['class weights (balanced)', { classWeights: { kind: 'balanced' } }],
  ['focal (gamma 2)', { loss: { kind: 'focal', gamma: 2 } }],
  ['balanced sampling', { sampling: { kind: 'balanced' } }],
  ['embedding SMOTE', { sampling: { kind: 'embedding-smote', neighbours: 5, headEpochs: 50 } }],
];

const { rows, heads, rarest } = await withDemo(async (engine, clips) => {
  const classes = [...new Set(clips.map(({ emotion }) => emotion))];
  const rarest = rarestClasses(clips, 2);
  const statistics = statisticsOf(classes, rarest);
  const rows: MinorityRow[] = [];
  for (const [what, change] of WAYS) {
    const runs: FinishedRun[] = [];
    for (const seed of SEEDS) {
      const spec: RunSpec = { ...defaultRunSpec('emotion'), ...change, seed };
      runs.push(await trainOnce(engine, spec, (line) => say(`${what}, seed ${seed}: ${line}`)));
    }
    rows.push(minorityRow(what, runs, clips, statistics));
  }
  return { rows, rarest, heads: Object.keys(statistics) };
});

const table = minorityTable(rows, heads);
const date = new Date().toISOString().slice(0, 10);
const words = `\`npm run bench -- imbalance\`, ${date}, ${machineInWords()}. Demo seed ${DEMO_SEED}, default settings but for what the row names, 5 folds by subject, pooled, against what was really drawn. Each figure is the median of training seeds ${SEEDS.join(', ')}; in brackets the 95 % bootstrap interval over subjects of the seeds' mean. The rarest classes are ${rarest.join(' and ')}.`;
writeSection(GUIDE, 'imbalance', `${words}\n\n${table}`);
console.log(process.argv.includes('--json') ? JSON.stringify(rows, null, 2) : table);
