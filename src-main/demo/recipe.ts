import type { DemoEmotion } from './action-units.ts';

/** What the demo data set is: its size, its imbalance, its raters. Times are in frames, lengths in face coordinates. */
export const SUBJECTS = 24;
export const FPS = 100;
export const FRAME_SIZE = 96;
export const FEWEST_FRAMES = 24;
export const MOST_FRAMES = 60;
export const LAYOUT = 'sub{subject}/{clip}/img{frame}.png';

/** Clips of each emotion and the number of subjects who show it: imbalanced as in the field. 320 clips in all. */
export const MIXTURE: Readonly<Record<DemoEmotion, { readonly clips: number; readonly subjects: number }>> = {
  happiness: { clips: 120, subjects: 24 },
  surprise: { clips: 72, subjects: 24 },
  anger: { clips: 44, subjects: 20 },
  sadness: { clips: 36, subjects: 18 },
  contempt: { clips: 28, subjects: 15 },
  disgust: { clips: 12, subjects: 9 },
  fear: { clips: 8, subjects: 6 },
};

/** What a hurried eye takes a weak expression for. */
export const EASILY_TAKEN_FOR: Readonly<Record<DemoEmotion, DemoEmotion>> = {
  happiness: 'contempt',
  surprise: 'fear',
  anger: 'disgust',
  sadness: 'anger',
  contempt: 'happiness',
  disgust: 'anger',
  fear: 'surprise',
};

/** How a rater's figure comes about: truth * slope + bias + noise, held within 0 to 1. */
export interface DemoRater {
  readonly name: string;
  readonly slope: number;
  readonly bias: number;
  readonly noise: number;
  /** How often the faintest expression is taken for another emotion. */
  readonly mistakes: number;
}

export const RATERS: readonly DemoRater[] = [
  { name: 'Rater A', slope: 1, bias: 0.07, noise: 0.05, mistakes: 0.1 },
  { name: 'Rater B', slope: 0.9, bias: -0.06, noise: 0.07, mistakes: 0.15 },
  { name: 'Rater C', slope: 0.7, bias: 0.16, noise: 0.09, mistakes: 0.25 },
];
