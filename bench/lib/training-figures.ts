import { z } from 'zod';
import { median } from './demo-table.ts';

/** What a process prints of an epoch of the peers' model, ours and theirs. */
export const epochLine = z.object({
  /** Who, and in which version. */
  peer: z.string(),
  epoch: z.number().int(),
  loss: z.number(),
  wallSeconds: z.number(),
  cpuSeconds: z.number(),
  peakMiB: z.number(),
});
export type EpochLine = z.infer<typeof epochLine>;

export const longEpochLine = z.object({
  epoch: z.number().int(),
  seconds: z.number(),
  computeSeconds: z.number(),
  peakMiB: z.number(),
});
export type LongEpochLine = z.infer<typeof longEpochLine>;

export type Contender = 'native' | 'wasm' | 'pytorch' | 'keras';
/** A run of each contender's: its two epochs. */
export type Runs = Readonly<Record<Contender, readonly (readonly EpochLine[])[]>>;

/** Medians over a contender's runs; seconds are of the second epoch. */
export interface Medians {
  readonly name: string;
  readonly runs: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly losses: readonly [number, number];
}

/** Null where it never ran. */
export function mediansOf(runs: readonly (readonly EpochLine[])[]): Medians | null {
  const name = runs[0]?.[0]?.peer;
  if (name === undefined) return null;
  const of = (epoch: number, figure: 'wallSeconds' | 'cpuSeconds' | 'peakMiB' | 'loss') =>
    median(runs.map((lines) => lines.find((line) => line.epoch === epoch)?.[figure] ?? Number.NaN));
  return {
    name,
    runs: runs.length,
    wallSeconds: of(2, 'wallSeconds'),
    cpuSeconds: of(2, 'cpuSeconds'),
    peakMiB: of(2, 'peakMiB'),
    losses: [of(1, 'loss'), of(2, 'loss')],
  };
}

/** A figure and what is asked of it. */
export interface Check {
  readonly what: string;
  readonly value: number;
  readonly asked: 'at least' | 'at most';
  readonly bound: number;
}

export function passes({ value, asked, bound }: Check): boolean {
  return asked === 'at most' ? value <= bound : value >= bound;
}

/** Mean losses of the first two epochs with the peers' weights and data. */
const LOSSES = [0.25548, 0.1938] as const;
const LOSS_TOLERANCE = 7e-4;

/** Against the peers: what their figures allow. Without them nothing. */
export function peerChecks(runs: Runs): Check[] {
  const [native, wasm] = [mediansOf(runs.native), mediansOf(runs.wasm)];
  const [pytorch, keras] = [mediansOf(runs.pytorch), mediansOf(runs.keras)];
  const checks: Check[] = [];
  const most = (what: string, value: number, bound: number) =>
    checks.push({ what, value, asked: 'at most', bound });
  if (native !== null && pytorch !== null) {
    most('wall seconds / PyTorch', native.wallSeconds / pytorch.wallSeconds, 0.8);
    most('peak memory / PyTorch', native.peakMiB / pytorch.peakMiB, 1.2);
    for (const [index, loss] of LOSSES.entries())
      most(
        `mean loss of epoch ${index + 1}, from ${loss}`,
        Math.abs((native.losses[index] ?? Number.NaN) - loss),
        LOSS_TOLERANCE,
      );
  }
  if (native !== null && keras !== null)
    most('wall seconds / Keras', native.wallSeconds / keras.wallSeconds, 1.8);
  if (wasm !== null && pytorch !== null)
    most('wasm: wall seconds / PyTorch', wasm.wallSeconds / pytorch.wallSeconds, 20);
  return checks;
}

/** Of the long epoch, the last one printed. */
export function longChecks(lines: readonly LongEpochLine[]): Check[] {
  const last = lines.at(-1);
  if (last === undefined) return [];
  return [
    {
      what: 'long epoch: share that is compute',
      value: last.computeSeconds / last.seconds,
      asked: 'at least',
      bound: 0.9,
    },
    { what: 'long epoch: peak memory, MiB', value: last.peakMiB, asked: 'at most', bound: 1430 },
  ];
}

/** In Markdown: the contenders, then what was asked. */
export function trainingTables(runs: Runs, checks: readonly Check[]): string {
  const contenders = [runs.native, runs.pytorch, runs.keras, runs.wasm]
    .map(mediansOf)
    .filter((medians) => medians !== null);
  return [
    table(
      ['', 'runs', 'wall s', 'CPU s', 'peak MiB', 'loss 1', 'loss 2'],
      contenders.map(({ name, runs: count, wallSeconds, cpuSeconds, peakMiB, losses }) => [
        ...[name, String(count), wallSeconds.toFixed(2), cpuSeconds.toFixed(2), peakMiB.toFixed(0)],
        ...losses.map((loss) => loss.toFixed(5)),
      ]),
    ),
    table(
      ['', 'figure', 'asked', ''],
      checks.map((check) => [
        ...[check.what, shown(check.value), `${check.asked} ${check.bound}`],
        passes(check) ? '' : 'missed',
      ]),
    ),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const shown = (value: number) => (value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString());
