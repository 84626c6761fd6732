import { createRandom, deriveSeed } from '#shared/base/random.ts';
import type { DemoEmotion } from './action-units.ts';
import { type ClipPlan, planClip } from './clip.ts';
import { MIXTURE, SUBJECTS } from './recipe.ts';

/** Subjects are written with two digits, as in `sub07`. */
export const subjectCode = (subject: number) => String(subject).padStart(2, '0');

/** All clips of the data set, by subject; who shows what and how often is drawn from the seed. */
export function planClips(seed: number): readonly ClipPlan[] {
  const shown: DemoEmotion[][] = Array.from({ length: SUBJECTS }, () => []);
  const random = createRandom(deriveSeed(seed, 'cast'));
  for (const emotion of Object.keys(MIXTURE) as DemoEmotion[]) {
    const { clips, subjects } = MIXTURE[emotion];
    const who = random.shuffle(shown).slice(0, subjects);
    for (let i = 0; i < clips; i++) who[i < subjects ? i : random.int(subjects)]?.push(emotion);
  }
  return shown.flatMap((emotions, index) => {
    const subject = index + 1;
    return random
      .shuffle(emotions)
      .map((emotion, i) =>
        planClip(seed, `s${subjectCode(subject)}_${subjectCode(i + 1)}`, subject, emotion),
      );
  });
}
