import { createRandom, deriveSeed } from '#shared/base/random.ts';
import { clamp } from '#shared/base/units.ts';
import { subjectCode } from './cast.ts';
import type { ClipPlan } from './clip.ts';
import { type DemoRater, EASILY_TAKEN_FOR } from './recipe.ts';

/** Cells hold no comma, quote or line break: nothing needs quoting. */
const csv = (rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => `${row.join(',')}\n`).join('');

/** The coding sheet in CASME II's columns; frames in the source's own numbers. */
export function codingSheet(clips: readonly ClipPlan[]): string {
  return csv([
    ['Subject', 'Filename', 'OnsetFrame', 'ApexFrame', 'OffsetFrame', 'Action Units', 'Estimated Emotion'],
    ...clips.map((clip) => [
      subjectCode(clip.subject),
      clip.name,
      clip.firstNumber + clip.onset,
      clip.firstNumber + clip.apex,
      clip.firstNumber + clip.offset,
      actionUnits(clip),
      clip.emotion,
    ]),
  ]);
}

/** Such as `6+12`, or `L12+L14` where one side alone moved. */
function actionUnits({ moves, side }: ClipPlan): string {
  const prefix = { both: '', left: 'L', right: 'R' }[side];
  return moves.map(({ unit }) => `${prefix}${unit}`).join('+');
}

/** What one rater wrote down for every clip: intensity with the rater's bias and noise, emotion as the rater took it. */
export function intensityTable(seed: number, rater: DemoRater, clips: readonly ClipPlan[]): string {
  return csv([
    ['clip', 'rater', 'intensity', 'emotion'],
    ...clips.map((clip) => {
      const random = createRandom(deriveSeed(seed, `${rater.name} ${clip.name}`));
      const seen = clip.intensity * rater.slope + rater.bias + rater.noise * random.normal();
      const faintness = (1 - clip.intensity) ** 2;
      const mistaken = random.next() < rater.mistakes * faintness;
      const emotion = mistaken ? EASILY_TAKEN_FOR[clip.emotion] : clip.emotion;
      return [clip.name, rater.name, clamp(seen, 0, 1).toFixed(2), emotion];
    }),
  ]);
}

/** What really was drawn; marks are 0-based indices within the clip. Never imported, and no rater's. */
export function truthTable(clips: readonly ClipPlan[]): string {
  return csv([
    ['clip', 'subject', 'emotion', 'intensity', 'onset', 'apex', 'offset'],
    ...clips.map((clip) => [
      clip.name,
      subjectCode(clip.subject),
      clip.emotion,
      clip.intensity,
      clip.onset,
      clip.apex,
      clip.offset,
    ]),
  ]);
}
