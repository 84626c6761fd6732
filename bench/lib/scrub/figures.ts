import { type Spread, spreadOf } from '../percentiles.ts';
import { type Check, passes } from '../training-figures.ts';
import type { Decoding } from './decoding.ts';
import type { Hold } from './hold.ts';
import type { WindowFigures } from './window-figures.ts';

const MAX_WARM_RATIO = 1.3;
const MAX_COLD_RATIO = 2;
const MAX_WORK_MS = 8;
const MIN_FRAMES_PER_SECOND = 50;
const MAX_MEMORY_MIB = 600;
const MIN_DECODING_RATIO = 0.7;

/** What is asked of the scrubber. Memory is asked for only where the system tells it. */
export function scrubChecks(figures: WindowFigures, decoding: Decoding): Check[] {
  const { warm, cold, workMs, holds, memoryMiB } = figures;
  const p95 = (times: readonly number[]) => spreadOf(times).p95Ms;
  const atMost = (what: string, value: number, bound: number): Check => ({
    what,
    value,
    asked: 'at most',
    bound,
  });
  const atLeast = (what: string, value: number, bound: number): Check => ({
    what,
    value,
    asked: 'at least',
    bound,
  });
  return [
    atMost('warm, p95 / bare page', p95(warm.ours) / p95(warm.bare), MAX_WARM_RATIO),
    atMost('cold, p95 / bare page', p95(cold.ours) / p95(cold.bare), MAX_COLD_RATIO),
    atMost('main-thread work a step, p95, ms', p95(workMs), MAX_WORK_MS),
    atMost(
      'arrow key held: frames of 300 not seen, worst',
      Math.max(...holds.map(({ unseen }) => unseen)),
      0,
    ),
    atLeast(
      'arrow key held: frames a second, slowest',
      Math.min(...holds.map(({ framesPerSecond }) => framesPerSecond)),
      MIN_FRAMES_PER_SECOND,
    ),
    ...(memoryMiB === null ? [] : [atMost('memory of the window, MiB', memoryMiB, MAX_MEMORY_MIB)]),
    atLeast('decoding / ffmpeg -f null', decoding.ours / decoding.ffmpeg, MIN_DECODING_RATIO),
  ];
}

export function scrubTables(figures: WindowFigures, checks: readonly Check[]): string {
  const { warm, cold, workMs, holds, bareHold } = figures;
  const row = (what: string, { medianMs, p95Ms, largestMs, times }: Spread) =>
    `| ${what} | ${medianMs} | ${p95Ms} | ${largestMs} | ${times} |`;
  const verdict = (check: Check) => {
    const value = Number.isInteger(check.value) ? check.value : check.value.toFixed(2);
    return `| ${check.what} | ${value} | ${check.asked} ${check.bound} | ${passes(check) ? '' : 'missed'} |`;
  };
  return [
    '| from input to the frame after the draw, ms | median | p95 | largest | times |\n| --- | ---: | ---: | ---: | ---: |',
    row('warm, ours', spreadOf(warm.ours)),
    row('warm, bare page', spreadOf(warm.bare)),
    row('cold, ours', spreadOf(cold.ours)),
    row('cold, bare page', spreadOf(cold.bare)),
    row('main-thread work a step, ours', spreadOf(workMs)),
    '\n|  | figure | asked |  |\n| --- | ---: | ---: | --- |',
    ...checks.map(verdict),
    `\nArrow key held, frames a second: ${holds.map(holdInWords).join('; ')}. The bare page: ${holdInWords(bareHold)}.`,
  ].join('\n');
}

function holdInWords({ framesPerSecond, unseen, repeatMs }: Hold & { readonly repeatMs?: number }): string {
  const repeats = repeatMs === undefined ? '' : `, repeated every ${repeatMs} ms`;
  return `${framesPerSecond.toFixed(1)}${repeats}, ${unseen} not seen`;
}
