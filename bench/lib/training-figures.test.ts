import { describe, expect, it } from 'vitest';
import {
  type EpochLine,
  longChecks,
  mediansOf,
  passes,
  peerChecks,
  type Runs,
  trainingTables,
} from './training-figures.ts';

const run = (peer: string, wallSeconds: number, peakMiB: number, losses = [0.255, 0.1936]): EpochLine[] =>
  losses.map((loss, index) => ({
    ...{ peer, epoch: index + 1, loss, cpuSeconds: 2 * wallSeconds, peakMiB },
    // The first epoch warms up and does not count.
    wallSeconds: index === 0 ? 99 : wallSeconds,
  }));

const RUNS: Runs = {
  native: [run('onset', 3, 800), run('onset', 30, 900), run('onset', 2, 850)],
  pytorch: [run('torch', 5, 1000)],
  keras: [run('keras', 2, 700)],
  wasm: [run('onset wasm', 110, 500)],
};
const checkOf = (runs: Runs, what: string) => peerChecks(runs).find((check) => check.what === what);

describe('the figures', () => {
  it('are medians of the second epoch', () => {
    expect(mediansOf(RUNS.native)).toEqual({
      ...{ name: 'onset', runs: 3, wallSeconds: 3, cpuSeconds: 6, peakMiB: 850 },
      losses: [0.255, 0.1936],
    });
    expect(mediansOf([])).toBeNull();
  });

  it('are held against the peers: ratios of medians', () => {
    expect(checkOf(RUNS, 'wall seconds / PyTorch')).toMatchObject({ value: 0.6, bound: 0.8 });
    expect(checkOf(RUNS, 'wall seconds / Keras')).toMatchObject({ value: 1.5, bound: 1.8 });
    expect(checkOf(RUNS, 'peak memory / PyTorch')).toMatchObject({ value: 0.85, bound: 1.2 });
    expect(checkOf(RUNS, 'wasm: wall seconds / PyTorch')).toMatchObject({ value: 22, bound: 20 });
    expect(peerChecks(RUNS).filter((check) => !passes(check))).toHaveLength(1);
  });

  it('without peers are held against nothing', () => {
    expect(peerChecks({ ...RUNS, pytorch: [], keras: [] })).toEqual([]);
  });

  it('a loss off by more than 7e-4 is missed', () => {
    const missed = (losses: number[]) =>
      peerChecks({ ...RUNS, native: [run('onset', 3, 800, losses)] })
        .filter((check) => !passes(check))
        .map(({ what }) => what.slice(0, 20));
    expect(missed([0.25548 + 6e-4, 0.1938 - 6e-4])).toEqual(['wasm: wall seconds /']);
    expect(missed([0.25548 + 8e-4, 0.1938])).toContain('mean loss of epoch 1');
    expect(missed([0.25548, 0.1938 - 8e-4])).toContain('mean loss of epoch 2');
    expect(missed([Number.NaN, 0.1938])).toContain('mean loss of epoch 1');
  });
});

it('the long epoch is mostly compute, in bounded memory, by its last epoch', () => {
  const of = (computeSeconds: number, peakMiB: number) =>
    longChecks([
      { epoch: 1, seconds: 10, computeSeconds: 1, peakMiB: 1 },
      { epoch: 2, seconds: 10, computeSeconds, peakMiB },
    ]).map(passes);
  expect(of(9.1, 1400)).toEqual([true, true]);
  expect(of(8.9, 1500)).toEqual([false, false]);
});

it('the tables name what was missed', () => {
  const lines = trainingTables(RUNS, peerChecks(RUNS)).split('\n');
  expect(lines).toContain('| onset | 3 | 3.00 | 6.00 | 850 | 0.25500 | 0.19360 |');
  expect(lines).toContain('| wasm: wall seconds / PyTorch | 22 | at most 20 | missed |');
  expect(lines).toContain('| wall seconds / Keras | 1.5 | at most 1.8 |  |');
});
