import { expect, it } from 'vitest';
import { paceInWords } from './pace-in-words.ts';

const pace = { clips: 1320, submitted: 10, drafts: 0, skipped: 2, secondsPerClip: null, secondsLeft: null };

it('says how far, how fast and how long', () => {
  expect(paceInWords(pace)).toBe('12 of 1,320 done');
  expect(paceInWords({ ...pace, drafts: 1, secondsPerClip: 8.44, secondsLeft: 11_040 })).toBe(
    '12 of 1,320 done, 1 draft · 8.4 s a clip · 3 h 4 min left',
  );
  expect(paceInWords({ ...pace, secondsPerClip: 3, secondsLeft: 20 })).toMatch(/less than a minute left$/);
});
