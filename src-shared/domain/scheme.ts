import { z } from 'zod';
import { emotionName } from './emotion.ts';

export const schemeName = z.string().trim().min(1, 'a scheme needs a name').max(60);

/** Emotions that exclude one another. The main one is what the project labels and learns. */
export const scheme = z.object({
  name: schemeName,
  emotions: z.array(emotionName),
  isMain: z.boolean(),
});
export type Scheme = z.infer<typeof scheme>;

/** From the emotions of one scheme to those of another; null drops one. What a map does not name is dropped too. */
export const classMap = z.object({
  name: schemeName,
  from: schemeName,
  to: schemeName,
  entries: z.record(emotionName, emotionName.nullable()),
});
export type ClassMap = z.infer<typeof classMap>;

/** The three classes of the composite of MEGC 2019, in its order 0, 1, 2. */
export const MEGC_CLASSES = ['negative', 'positive', 'surprise'] as const;
export const MEGC_SCHEME = 'MEGC 2019';

/** Seven emotions (and CASME II's repression) to three, `others` dropped: See et al. 2019, MEGC 2019. */
export const MEGC_ENTRIES: Readonly<Record<string, (typeof MEGC_CLASSES)[number] | null>> = {
  anger: 'negative',
  contempt: 'negative',
  disgust: 'negative',
  fear: 'negative',
  repression: 'negative',
  sadness: 'negative',
  happiness: 'positive',
  surprise: 'surprise',
  others: null,
  neutral: null,
};
