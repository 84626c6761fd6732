import type { Page } from '@playwright/test';
import { z } from 'zod';

const frames = z.array(z.number());

/** A turn of the wheel, and how often it is turned: three screens a second. */
const WHEEL_PX = 120;
const TURN_MS = 50;
const SETTLE_MS = 1500;

/** Turns the wheel over the grid for so long; gives the time from each animation frame to the next, in ms. */
export async function scrollGrid(page: Page, turns: number): Promise<number[]> {
  const box = await page.getByRole('listbox', { name: 'Clips' }).locator('..').boundingBox();
  if (box === null) throw new Error('There is no grid.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(SETTLE_MS);
  await page.evaluate(`{
    const times = [];
    const beat = (ms) => { times.push(ms); globalThis.gridTimes === times && requestAnimationFrame(beat); };
    globalThis.gridTimes = times;
    requestAnimationFrame(beat);
  }`);
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.waitForTimeout(TURN_MS);
  }
  const times = frames.parse(
    await page.evaluate('{ const { gridTimes } = globalThis; globalThis.gridTimes = null; gridTimes }'),
  );
  return times.slice(1).map((ms, at) => ms - (times[at] ?? ms));
}
