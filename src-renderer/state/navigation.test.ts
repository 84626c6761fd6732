import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import {
  currentVisit,
  goToVisit,
  type Place,
  pushPlace,
  rememberIn,
  replacePlace,
  startTrail,
  step,
} from './navigation.ts';

const LIBRARY: Place = { view: 'library' };
const TRAIN: Place = { view: 'train', runId: null };
const REVIEW: Place = { view: 'review', runId: null };
const label = (id: number): Place => ({ view: 'label', clipId: clipId.parse(id), at: 'start', review: null });

describe('the trail of visits', () => {
  it('comes back to the same visit with what it remembered', () => {
    const review = rememberIn(pushPlace(startTrail(LIBRARY), REVIEW), 'cell', [1, 2]);
    const opened = pushPlace(review, label(4));
    const back = step(opened, -1);
    expect(currentVisit(back)).toEqual(currentVisit(review));
    expect(currentVisit(step(back, 1)).place).toEqual(label(4));
  });

  it('leaves no trail when a visit shows the next clip', () => {
    const opened = pushPlace(startTrail(LIBRARY), label(1));
    const next = replacePlace(opened, label(2));
    expect(currentVisit(step(next, -1)).place).toEqual(LIBRARY);
    expect(currentVisit(next).id).toBe(currentVisit(opened).id);
  });

  it('forgets what lay ahead on going elsewhere', () => {
    const there = pushPlace(step(pushPlace(startTrail(LIBRARY), TRAIN), -1), REVIEW);
    expect(there.visits.map((visit) => visit.place.view)).toEqual(['library', 'review']);
  });

  it('stops at both ends, and ignores a visit it does not know', () => {
    const trail = pushPlace(startTrail(LIBRARY), TRAIN);
    expect(step(trail, 5).index).toBe(1);
    expect(step(trail, -5).index).toBe(0);
    expect(goToVisit(trail, 99)).toBe(trail);
  });

  it('stays consistent whatever is done, and never grows without end', () => {
    const action = fc.oneof(
      fc.constantFrom(LIBRARY, TRAIN, REVIEW).map((place) => ({ place })),
      fc.integer({ min: -3, max: 3 }).map((by) => ({ by })),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 250 }), (actions) => {
        let trail = startTrail(LIBRARY);
        for (const one of actions) {
          trail = 'place' in one ? pushPlace(trail, one.place) : step(trail, one.by);
          const ids = trail.visits.map((visit) => visit.id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(trail.visits.length).toBeLessThanOrEqual(100);
          if ('place' in one) expect(currentVisit(trail).place).toEqual(one.place);
        }
      }),
    );
  });
});
