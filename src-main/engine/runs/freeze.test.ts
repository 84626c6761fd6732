import { describe, expect, it } from 'vitest';
import { addSamples, temporaryCatalog } from '#main/catalog/test-support.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { freezeRun } from './freeze.ts';

describe('what a run freezes', () => {
  it.each<[RunSpec['input']['window'], readonly (readonly [number, number])[]]>([
    [
      'clip',
      [
        [0, 9],
        [0, 9],
        [0, 9],
      ],
    ],
    [
      'coded',
      [
        [2, 7],
        [0, 9],
        [4, 9],
      ],
    ],
    [
      'onset-apex',
      [
        [2, 5],
        [0, 9],
        [4, 9],
      ],
    ],
    [
      'onset',
      [
        [2, 2],
        [0, 0],
        [4, 4],
      ],
    ],
  ])('looks at the window %s', (window, expected) => {
    const catalog = temporaryCatalog();
    const clips = ['marked', 'unmarked', 'half'].map((name, i) => ({ name, subject: `s${i}` }));
    addSamples(catalog, clips, [
      { clip: 'marked', rater: 'sheet', intensity: 0.1, onset: 2, apex: 5, offset: 7 },
      { clip: 'unmarked', rater: 'sheet', intensity: 0.2 },
      { clip: 'half', rater: 'sheet', intensity: 0.3, onset: 4 },
    ]);
    const base = defaultRunSpec('intensity');
    const { frozen } = freezeRun(catalog, {
      ...base,
      split: { kind: 'loso' },
      input: { ...base.input, window },
    });
    expect(frozen.clips.map(({ firstFrame, lastFrame }) => [firstFrame, lastFrame])).toEqual(expected);
  });

  it("takes the window from the target's rater where they marked one", () => {
    const catalog = temporaryCatalog();
    addSamples(
      catalog,
      [
        { name: 'a', subject: 's1' },
        { name: 'b', subject: 's2' },
      ],
      [
        { clip: 'a', rater: 'sheet', intensity: 0.1, onset: 2, offset: 7 },
        { clip: 'a', rater: 'Ana', intensity: 0.2, onset: 3 },
        { clip: 'b', rater: 'sheet', intensity: 0.3 },
      ],
    );
    const base = defaultRunSpec('intensity');
    const window = (rater: string | null) => {
      const input = { ...base.input, window: 'coded' as const };
      const target = { from: 'rater-then-raters' as const, rater };
      const { frozen } = freezeRun(catalog, { ...base, split: { kind: 'loso' }, input, target });
      return frozen.clips.map(({ firstFrame, lastFrame }) => [firstFrame, lastFrame])[0];
    };
    expect(window('Ana')).toEqual([3, 7]);
    expect(window(null)).toEqual([2, 7]);
  });

  it("learns the raters' shares where the loss does, those of one rater where the target names one", () => {
    const catalog = temporaryCatalog();
    addSamples(
      catalog,
      [
        { name: 'a', subject: 's1' },
        { name: 'b', subject: 's2' },
      ],
      [
        { clip: 'a', rater: 'sheet', emotion: 'fear' },
        { clip: 'a', rater: 'Ana', emotion: 'fear' },
        { clip: 'a', rater: 'Ben', emotion: 'disgust' },
        { clip: 'a', rater: 'Cem', emotion: 'surprise' },
        { clip: 'b', rater: 'sheet', emotion: 'disgust' },
      ],
    );
    const shares = (changes: Partial<RunSpec>) => {
      const spec = { ...defaultRunSpec('emotion'), split: { kind: 'loso' as const }, ...changes };
      const { classes, clips } = freezeRun(catalog, spec).frozen;
      return clips.map(
        ({ distribution }) =>
          distribution && Object.fromEntries(distribution.map((share, index) => [classes[index], share])),
      );
    };
    const raters = { target: { from: 'raters' } } as const;
    // Surprise is no clip's majority, so no class: the share is of the three votes that are left.
    expect(shares({ ...raters, loss: { kind: 'kl' } })).toEqual([
      { fear: 2 / 3, disgust: 1 / 3 },
      { fear: 0, disgust: 1 },
    ]);
    expect(shares({ ...raters, loss: { kind: 'focal', gamma: 2 } })).toEqual([null, null]);
    const ben = { from: 'rater-then-raters', rater: 'Ben' } as const;
    expect(shares({ target: ben, loss: { kind: 'soft-cross-entropy' } })[0]).toEqual({ disgust: 1 });
  });
});
