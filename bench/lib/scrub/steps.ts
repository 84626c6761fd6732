import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { Random } from '#shared/base/random.ts';
import { CLIP } from './frames.ts';

const drawn = z.object({
  inputMs: z.number(),
  drawnMs: z.number(),
  frameMs: z.number(),
  index: z.number(),
});
const followed = z.object({
  draws: z.array(drawn.extend({ inputMs: z.number().nullable() })),
  seen: z.array(z.object({ ms: z.number(), index: z.number().nullable() })),
});
export type Followed = z.infer<typeof followed>;

/** Time for prefetching, garbage and whatever else a step leaves behind. */
const REST_MS = 90;
/** Presses between two looks whether the end is reached. */
const ASK_EVERY = 10;
const LONGEST_WAIT_MS = 15_000;
const START_MS = 500;
/** On the timeline, below its marks. */
const FROM_BELOW_PX = 4;

/** Goes to `index` by a move of the mouse that holds the timeline; gives ms from that input to the frame after the draw. */
export async function dragTo(page: Page, index: number): Promise<number> {
  const { x, y } = await placeOnTimeline(page, index);
  return stepTo(page, index, () => page.mouse.move(x, y));
}

export async function pressTo(page: Page, index: number, key: string): Promise<number> {
  return stepTo(page, index, () => page.keyboard.press(key));
}

/**
 * The same inputs, but nobody asks the page anything between them: what its main thread then does is its own work, and
 * that of hearing the input.
 */
export async function stepUnasked(page: Page, indices: readonly number[], presses: number): Promise<void> {
  await page.evaluate('scrubWitness.rest(true)');
  const places: { x: number; y: number }[] = [];
  for (const index of indices) places.push(await placeOnTimeline(page, index));
  await whileDragging(page, async () => {
    for (const { x, y } of places) {
      await page.mouse.move(x, y);
      await setTimeout(REST_MS);
    }
  });
  for (let step = 0; step < presses; step++) {
    await page.keyboard.press('ArrowRight');
    await setTimeout(REST_MS);
  }
  await page.evaluate('scrubWitness.rest(false)');
}

async function placeOnTimeline(page: Page, index: number): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('region', { name: 'Timeline' }).locator('> div').first().boundingBox();
  if (box === null) throw new Error('There is no timeline.');
  return { x: box.x + ((index + 0.5) / CLIP.frames) * box.width, y: box.y + box.height - FROM_BELOW_PX };
}

async function stepTo(page: Page, index: number, input: () => Promise<void>): Promise<number> {
  await page.evaluate(`scrubWitness.await(${index})`);
  await input();
  const drawing = page.evaluate('scrubWitness.awaited()');
  const late = new AbortController();
  const tooLate = setTimeout(LONGEST_WAIT_MS, null, { signal: late.signal }).then(() => {
    throw new Error(`Frame ${index} was asked for and is not drawn after ${LONGEST_WAIT_MS} ms.`);
  });
  const result = await Promise.race([drawing, tooLate]).finally(() => {
    tooLate.catch(() => {});
    late.abort();
  });
  await setTimeout(REST_MS);
  const { inputMs, frameMs } = drawn.parse(result);
  return frameMs - inputMs;
}

/** Holds the button on the timeline while `work` moves the mouse. */
export async function whileDragging<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const { x, y } = await placeOnTimeline(page, 0);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await setTimeout(START_MS);
  const result = await work();
  await page.mouse.up();
  return result;
}

/** Frames below `below`, each another than the one before. */
export function randomIndices(random: Random, count: number, below: number): number[] {
  const indices: number[] = [];
  while (indices.length < count) {
    const index = random.int(below);
    if (index !== indices.at(-1)) indices.push(index);
  }
  return indices;
}

/** How often a held key repeats, ms: as most keyboards do, and hardly less often than a screen is drawn anew. */
export const REPEATS_MS = { usual: 33, fast: 17 } as const;

/** Holds the right arrow key from the first frame until the last is shown, or for as long as that should take twice over; tells what was drawn and what each animation frame showed. */
export async function holdArrow(page: Page, repeatMs: number): Promise<Followed> {
  await page.keyboard.press('Home');
  await untilItRests(page);
  await page.evaluate('scrubWitness.follow()');
  const presses: Promise<void>[] = [];
  const startedMs = performance.now();
  let isDone = false;
  while (!isDone && performance.now() - startedMs < LONGEST_WAIT_MS) {
    presses.push(page.keyboard.down('ArrowRight'));
    await setTimeout(Math.max(0, startedMs + presses.length * repeatMs - performance.now()));
    if (presses.length % ASK_EVERY === 0) isDone = (await shownIndex(page)) === CLIP.frames - 1;
  }
  await Promise.all(presses);
  await page.keyboard.up('ArrowRight');
  await untilItRests(page);
  return followed.parse(await page.evaluate('scrubWitness.followed()'));
}

const shownIndex = (page: Page): Promise<unknown> => page.evaluate('scrubWitness.shownIndex()');

/** Until half a second brings no other frame. */
async function untilItRests(page: Page): Promise<void> {
  for (let before = await shownIndex(page); ; ) {
    await setTimeout(START_MS);
    const now = await shownIndex(page);
    if (now === before) return;
    before = now;
  }
}
