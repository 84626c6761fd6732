import type { Page } from '@playwright/test';
import { createRandom, deriveSeed, type Random } from '../../src-shared/base/random.ts';
import { type Sight, takeSights, watchFrames } from '../fixtures/frame-witness.ts';
import { makeNumberedProject, type NumberedClip } from '../fixtures/numbered-clips.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { framesPage } from '../pages/frames.ts';
import { labellingPage } from '../pages/labelling.ts';
import { libraryPage } from '../pages/library.ts';

/** Over all clips, in this host; ONSET_SEEKS=10000 for a long look. */
const SEEKS = Number(process.env['ONSET_SEEKS'] ?? 500);
const SEED = 6;
const MS_A_SEEK = 1000;
const LONGEST_DRAG = 12;
const WAYS = ['click', 'drag', 'number', 'keys', 'keys'] as const;
/** The readout tells tenths of a millisecond. */
const READOUT_MS = 0.051;

test('whatever is sought, by click, drag, key or number, the frame shown is the one its index says', async ({
  workbench,
}) => {
  test.setTimeout(240_000 + SEEKS * MS_A_SEEK);
  const { dir, clips } = await makeNumberedProject(workbench);
  const { page } = await workbench.start();
  const label = labellingPage(page);
  await chooserPage(page).openProject(dir);
  await chooserPage(page).enterName('Ada');
  await expect(libraryPage(page).count).toHaveText(`${clips.length} clips`);
  await libraryPage(page).openFirst();
  await framesPage(page).showing(0);
  await watchFrames(page);
  const seeksOf = Math.ceil(SEEKS / clips.length);
  const seen = new Set<string>();
  let sights = 0;
  for (let at = 0; at < clips.length; at++) {
    const name = (await label.clipName.textContent()) ?? '';
    const clip = clips.find((one) => one.name === name);
    expect(clip, `${name} is a clip that was made`).toBeDefined();
    if (clip === undefined) return;
    await test.step(`${name}: ${seeksOf} seeks`, async () => {
      await expect(label.frame).toHaveText(new RegExp(`^\\d+ / ${clip.frameCount - 1}$`));
      await takeSights(page);
      await seekAbout(page, clip, seeksOf);
      const taken = await takeSights(page);
      for (const sight of taken) expectTrue(sight, clip);
      expect(taken.length, `${name} was seen`).toBeGreaterThan(0);
      sights += taken.length;
    });
    seen.add(name);
    if (at < clips.length - 1) await label.nextClip.click();
    await expect(label.clipName).not.toHaveText(at < clips.length - 1 ? name : '');
  }
  expect(seen.size).toBe(clips.length);
  expect(sights, 'every seek was seen').toBeGreaterThan(SEEKS / 2);
  test.info().annotations.push({ type: 'sights', description: String(sights) });
});

/** Any way a person has, to frames near and far, forwards and back; each must be arrived at. */
async function seekAbout(page: Page, { name, frameCount }: NumberedClip, count: number): Promise<void> {
  const random = createRandom(deriveSeed(SEED, name));
  const frames = framesPage(page);
  const anyFrame = () => random.int(frameCount);
  let at = anyFrame();
  await frames.click(at, frameCount);
  for (let seeks = 1; seeks < count; ) {
    const before = at;
    const way = WAYS[random.int(WAYS.length)] ?? 'click';
    const path = Array.from({ length: way === 'drag' ? 2 + random.int(LONGEST_DRAG) : 1 }, anyFrame);
    at = path.at(-1) ?? at;
    if (way === 'click') await frames.click(at, frameCount);
    else if (way === 'drag') await frames.drag(path, frameCount);
    else if (way === 'number') await frames.goToFrame(at);
    else at = await pressSome(page, random, before, frameCount);
    await frames.showing(at).catch(() => {
      throw new Error(`${name}: from frame ${before} to ${at} by ${way}, and it does not come.`);
    });
    seeks += path.length;
  }
}

const KEYS: readonly (readonly [key: string, by: number])[] = [
  ['ArrowRight', 1],
  ['ArrowLeft', -1],
  ['Shift+ArrowRight', 10],
  ['Shift+ArrowLeft', -10],
  ['Home', -Infinity],
  ['End', Infinity],
];

/** One key, once or a few times; gives where it leads. */
async function pressSome(page: Page, random: Random, from: number, frameCount: number): Promise<number> {
  const [key, by] = KEYS[random.int(KEYS.length)] ?? ['Home', -Infinity];
  let at = from;
  for (let times = 1 + random.int(4); times > 0; times--) {
    await page.keyboard.press(key);
    at = Math.min(frameCount - 1, Math.max(0, at + by));
  }
  return at;
}

/** What one animation frame showed says one thing: index drawn, index told, number in the pixels, source number, time. */
function expectTrue(sight: Sight, clip: NumberedClip): void {
  const { name, frameCount, firstInPixels, firstSourceNumber, timestampsMs } = clip;
  const words = `${name}: ${JSON.stringify(sight)}`;
  const index = sight.drawn ?? Number.NaN;
  expect(sight.frame, words).toBe(`${index} / ${frameCount - 1}`);
  expect(sight.inPixels, words).toBe(firstInPixels + index);
  expect(sight.sourceNumber, words).toBe(String(firstSourceNumber + index));
  const timestampMs = timestampsMs?.[index] ?? null;
  if (timestampMs === null) expect(sight.timestampMs, words).toBe('–');
  else expect(Math.abs(Number(sight.timestampMs) - timestampMs), words).toBeLessThan(READOUT_MS);
}
