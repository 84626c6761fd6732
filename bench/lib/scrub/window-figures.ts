import type { Browser, Page } from '@playwright/test';
import { createRandom } from '#shared/base/random.ts';
import { addWitness, compositorOf } from './browser.ts';
import { CLIP } from './frames.ts';
import { type Hold, judgeHold } from './hold.ts';
import { mainThreadWorkMs, TRACE_CATEGORIES } from './main-thread.ts';
import { rendererMemoryMiB } from './memory.ts';
import {
  dragTo,
  holdArrow,
  pressTo,
  REPEATS_MS,
  randomIndices,
  stepUnasked,
  whileDragging,
} from './steps.ts';
import { openClip, type ScrubProject } from './window.ts';

const SEED = 1;
const COLD_ROUNDS = 6;
const COLD_STEPS = 12;
const WARM_ROUNDS = 8;
/** Of each kind, by drag and by key, in a round. */
const WARM_STEPS = 12;
const TRACED_STEPS = 60;
/** Of each rate of repeats. */
const HOLDS = 2;

/** Times from input to the frame after the draw, ms: of our window and of the bare page. */
export interface Times {
  readonly ours: number[];
  readonly bare: number[];
}

export interface WindowFigures {
  readonly compositor: string;
  readonly warm: Times;
  readonly cold: Times;
  /** Of our window's main thread, by step, ms. */
  readonly workMs: number[];
  readonly holds: (Hold & { readonly repeatMs: number })[];
  readonly bareHold: Hold;
  readonly memoryMiB: number | null;
}

export interface Contestants {
  readonly project: ScrubProject;
  readonly bareUrl: string;
  readonly ours: Browser;
  readonly bare: Browser;
}

/** All that the window is measured by; ours and the bare page in turn, so that a busy machine is busy for both. */
export async function measureWindow(
  contest: Contestants,
  say: (line: string) => void,
): Promise<WindowFigures> {
  const compositor = await compositorOf(contest.ours);
  say(compositor);
  const cold = await measureCold(contest, say);
  const host = await openClip(contest.ours, contest.project, addWitness);
  const barePage = await openBare(contest);
  try {
    for (const page of [host.page, barePage]) await holdArrow(page, REPEATS_MS.fast);
    const warm = await measureWarm(host.page, barePage, say);
    const workMs = await traceSteps(contest.ours, host.page);
    const holds: WindowFigures['holds'] = [];
    for (const repeatMs of [REPEATS_MS.usual, REPEATS_MS.fast])
      for (let turn = 0; turn < HOLDS; turn++)
        holds.push({ ...judgeHold(await holdArrow(host.page, repeatMs), CLIP.frames), repeatMs });
    const bareHold = judgeHold(await holdArrow(barePage, REPEATS_MS.fast), CLIP.frames);
    const memoryMiB = await rendererMemoryMiB(contest.ours);
    return { compositor, warm, cold, workMs, holds, bareHold, memoryMiB };
  } finally {
    await host.close();
  }
}

async function openBare({ bare, bareUrl }: Contestants): Promise<Page> {
  const page = await bare.newPage({ viewport: { width: 1280, height: 720 } });
  await addWitness(page);
  await page.goto(bareUrl);
  await page.getByRole('img', { name: 'Frame 0' }).waitFor();
  return page;
}

/** Jumps to frames that nobody has asked for yet, in a program just started. */
async function measureCold(contest: Contestants, say: (line: string) => void): Promise<Times> {
  const times: Times = { ours: [], bare: [] };
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const asked = new Set<number>();
    const host = await openClip(contest.ours, contest.project, async (page) => {
      page.on('request', (request) => {
        const index = /\/frame\/\d+\/(\d+)\?size=full$/.exec(request.url())?.[1];
        if (index !== undefined) asked.add(Number(index));
      });
      await addWitness(page);
    });
    const barePage = await openBare(contest);
    const places = randomIndices(createRandom(SEED + round), 50 * COLD_STEPS, CLIP.frames);
    const targets: number[] = [];
    const jump = async () => {
      const index = places.find((place) => !asked.has(place) && !targets.includes(place));
      if (index === undefined) return;
      targets.push(index);
      times.ours.push(await dragTo(host.page, index));
    };
    await whileDragging(host.page, async () => {
      for (let step = 0; step < COLD_STEPS; step++) await jump();
    });
    await whileDragging(barePage, async () => {
      for (const index of targets) times.bare.push(await dragTo(barePage, index));
    });
    await Promise.all([host.close(), barePage.close()]);
    say(`cold, round ${round + 1} of ${COLD_ROUNDS}: ${targets.length} frames, ${asked.size} asked for`);
  }
  return times;
}

async function measureWarm(ours: Page, bare: Page, say: (line: string) => void): Promise<Times> {
  const times: Times = { ours: [], bare: [] };
  for (let round = 0; round < WARM_ROUNDS; round++) {
    times.bare.push(...(await stepAbout(bare, WARM_STEPS, SEED + round)));
    times.ours.push(...(await stepAbout(ours, WARM_STEPS, SEED + round)));
    say(`warm, round ${round + 1} of ${WARM_ROUNDS}`);
  }
  return times;
}

/** `count` jumps by drag, then as many single steps by key. */
async function stepAbout(page: Page, count: number, seed: number): Promise<number[]> {
  const indices = randomIndices(createRandom(seed), count, CLIP.frames - count);
  const times = await whileDragging(page, async () => {
    const jumps: number[] = [];
    for (const index of indices) jumps.push(await dragTo(page, index));
    return jumps;
  });
  const from = indices.at(-1) ?? 0;
  for (let step = 1; step <= count; step++) times.push(await pressTo(page, from + step, 'ArrowRight'));
  return times;
}

async function traceSteps(browser: Browser, page: Page): Promise<number[]> {
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  const indices = randomIndices(createRandom(SEED), TRACED_STEPS, CLIP.frames - TRACED_STEPS);
  await stepUnasked(page, indices, TRACED_STEPS);
  const trace = await browser.stopTracing();
  return mainThreadWorkMs(trace.toString('utf8'));
}
