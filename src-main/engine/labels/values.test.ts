import { expect, it } from 'vitest';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import { restore } from './values.ts';

const values = (said: Partial<LabelValues>): LabelValues => ({ ...EMPTY_LABEL, ...said });
const back = (present: LabelValues | null, from: LabelValues | null, to: LabelValues | null) =>
  restore(present, from, to, 10);

it('a step is taken back in its own fields alone', () => {
  const present = values({ emotion: 'fear', intensity: 0.4, note: 'mine' });
  expect(back(present, values({ intensity: 0.4 }), null)).toEqual(values({ emotion: 'fear', note: 'mine' }));
  expect(back(values({ intensity: 0.4 }), values({ intensity: 0.4 }), null)).toBeNull();
});

it('what somebody else changed since stays', () => {
  const fear = values({ emotion: 'fear' });
  expect(back(fear, values({ emotion: 'anger' }), null)).toEqual(fear);
  expect(back(fear, null, values({ emotion: 'anger' }))).toEqual(fear);
  expect(back(null, values({ emotion: 'anger' }), values({ emotion: 'joy' }))).toBeNull();
});

it('an emotion and its distribution go together', () => {
  const soft = values({ emotion: 'fear', distribution: { fear: 0.7, anger: 0.3 } });
  expect(back(soft, values({ emotion: 'fear' }), null)).toEqual(soft);
  expect(back(soft, values({ emotion: 'anger' }), values({ emotion: 'joy' }))).toEqual(soft);
  expect(back(soft, soft, values({ emotion: 'joy' }))).toEqual(values({ emotion: 'joy' }));
});

it('a mark goes with whether it is estimated; marks that would not fit others stay', () => {
  const estimated = values({ apex: 4, apexEstimated: true });
  expect(back(values({ apex: 4 }), estimated, values({ apex: 2 }))).toEqual(values({ apex: 4 }));
  expect(back(estimated, estimated, values({ apex: 2 }))).toEqual(values({ apex: 2 }));
  // The apex was 8, and went to 3; an offset that somebody set since is before 8.
  const since = values({ apex: 3, offset: 5, note: 'x' });
  expect(back(since, values({ apex: 3, note: 'x' }), values({ apex: 8 }))).toEqual(
    values({ apex: 3, offset: 5 }),
  );
});

it('a label that somebody else began or added to keeps its status', () => {
  const draft = values({ status: 'draft', intensity: 0.4 });
  expect(back(values({ ...draft, note: 'theirs' }), draft, null)).toEqual(
    values({ status: 'draft', note: 'theirs' }),
  );
  const skipped = values({ status: 'skipped', skipReason: 'dark' });
  expect(back(values({ emotion: 'fear' }), null, skipped)).toEqual(values({ emotion: 'fear' }));
  expect(back(skipped, skipped, null)).toBeNull();
  expect(back(draft, draft, values({ intensity: 0.4 }))).toEqual(values({ intensity: 0.4 }));
});
