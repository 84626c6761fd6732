import { describe, expect, it } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import type { FrozenRun } from './freeze.ts';
import { withoutClips } from './narrow.ts';

const [a, b, c] = [clipId.parse(1), clipId.parse(2), clipId.parse(3)];

/** Leave one out over three clips. */
const frozen: FrozenRun = {
  spec: defaultRunSpec('intensity'),
  classes: [],
  clips: [a, b, c].map((id) => ({
    clipId: id,
    clipName: `EP0${id}`,
    subject: `s${id}`,
    target: 0.5,
    distribution: null,
    firstFrame: 0,
    lastFrame: 3,
  })),
  folds: [
    { name: 's1', trainClipIds: [b, c], testClipIds: [a] },
    { name: 's2', trainClipIds: [a, c], testClipIds: [b] },
    { name: 's3', trainClipIds: [a, b], testClipIds: [c] },
  ],
  leftOut: [],
  subjectIndependent: true,
  labelVersion: 7,
};

describe('a run without its unreadable clips', () => {
  it('is the same where all can be read', () => {
    expect(withoutClips(frozen, [])).toBe(frozen);
  });

  it('leaves them out everywhere, with the reason, and drops folds that test nothing', () => {
    const narrowed = withoutClips(frozen, [{ clipId: b, reason: 'img2.jpg is damaged' }]);
    expect(narrowed.clips.map(({ clipId: id }) => id)).toEqual([a, c]);
    expect(narrowed.folds).toEqual([
      { name: 's1', trainClipIds: [c], testClipIds: [a] },
      { name: 's3', trainClipIds: [a], testClipIds: [c] },
    ]);
    expect(narrowed.leftOut).toEqual([{ clipId: b, clipName: 'EP02', reason: 'img2.jpg is damaged' }]);
  });

  it('loses a class that has no clip left: it would count as one never recognised', () => {
    const targets = ['fear', 'anger', 'fear', 'disgust'];
    const ids = [...frozen.clips.map((clip) => clip.clipId), clipId.parse(4)];
    const emotions: FrozenRun = {
      ...frozen,
      spec: defaultRunSpec('emotion'),
      classes: ['anger', 'disgust', 'fear'],
      clips: ids.map((id, index) => ({
        clipId: id,
        clipName: `EP0${id}`,
        subject: `s${id}`,
        target: targets[index] ?? '',
        distribution: index === 0 ? [0.2, 0.2, 0.6] : [1 / 3, 1 / 3, 1 / 3],
        firstFrame: 0,
        lastFrame: 3,
      })),
    };
    const damaged = (id: typeof a) => ({ clipId: id, reason: `img${id}.jpg is damaged` });
    const withoutAnger = withoutClips(emotions, [damaged(b)]);
    expect(withoutAnger.classes).toEqual(['disgust', 'fear']);
    // A fifth of the votes was for anger: of the others, a quarter was for disgust.
    expect(withoutAnger.clips[0]?.distribution?.map((share) => share.toFixed(6))).toEqual([
      '0.250000',
      '0.750000',
    ]);
    expect(withoutClips(emotions, [damaged(c)]).clips[0]?.distribution).toEqual([0.2, 0.2, 0.6]);
    expect(withoutClips(emotions, [damaged(a)]).classes).toEqual(['anger', 'disgust', 'fear']);
    expect(() => withoutClips(emotions, [damaged(b), damaged(clipId.parse(4))])).toThrow(
      'All clips that can be read are fear: there is nothing to tell apart. Not read: EP02: img2.jpg is damaged; EP04: img4.jpg is damaged',
    );
  });

  it('is refused where too little is left, with what could not be read', () => {
    const unreadable = [a, b].map((id) => ({ clipId: id, reason: `img${id}.jpg is damaged` }));
    expect(() => withoutClips(frozen, unreadable)).toThrow(
      'Too few clips can be read to train: EP01: img1.jpg is damaged; EP02: img2.jpg is damaged',
    );
  });
});
