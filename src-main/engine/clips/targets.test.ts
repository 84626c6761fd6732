import { describe, expect, it } from 'vitest';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import type { TargetSpec, TaskKind } from '#shared/domain/run-spec.ts';
import { readTargets } from './targets.ts';

/** Three sources rate c1 to c4; Ada says something of c1 and c4. */
function newProject() {
  const catalog = temporaryCatalog();
  addSamples(
    catalog,
    ['c1', 'c2', 'c3', 'c4'].map((name) => ({ name })),
    [
      { clip: 'c1', rater: 'A', emotion: 'fear', intensity: 0.2 },
      { clip: 'c1', rater: 'B', emotion: 'fear', intensity: 0.4 },
      { clip: 'c1', rater: 'C', emotion: 'anger', intensity: 0.9 },
      { clip: 'c2', rater: 'A', emotion: 'fear' },
      { clip: 'c2', rater: 'B', emotion: 'anger', intensity: 0.6 },
      { clip: 'c4', rater: 'A', emotion: 'anger', intensity: 0.3 },
    ],
  );
  const ada = catalog.write.raters.enterPerson('Ada');
  const at = '2026-01-01T00:00:00.000Z';
  const put = (clip: string, values: Partial<LabelValues>) =>
    catalog.write.labels.put(
      { clipId: clipIdOf(catalog, clip), raterId: ada, round: 1 },
      { ...EMPTY_LABEL, ...values },
      at,
    );
  put('c1', { intensity: 1 });
  put('c4', { emotion: 'fear' });
  // A draft is nobody's opinion yet.
  put('c3', { emotion: 'anger', intensity: 0.5, status: 'draft' });
  const targets = (spec: TargetSpec, task: TaskKind, names: string[] | null = null) => {
    const ids = names?.map((name) => clipIdOf(catalog, name)) ?? null;
    const { of } = readTargets(catalog, spec, task, ids);
    return Object.fromEntries(
      catalog.read.clips.records(ids).map(({ id, name }) => {
        const target = of(id);
        return [name, 'value' in target ? target.value : target.leftOut];
      }),
    );
  };
  return { catalog, targets };
}

describe('the target of each clip', () => {
  it('from the raters together', () => {
    const { targets } = newProject();
    expect(targets({ from: 'raters' }, 'emotion')).toEqual({
      c1: 'fear',
      c2: 'the raters are tied: anger, fear',
      c3: 'nobody gave an emotion',
      c4: 'the raters are tied: anger, fear',
    });
    const intensities = targets({ from: 'raters' }, 'intensity');
    expect(intensities).toMatchObject({ c2: 0.6, c3: 'nobody gave an intensity', c4: 0.3 });
    expect(intensities['c1']).toBeCloseTo((0.2 + 0.4 + 0.9 + 1) / 4, 12);
  });

  it('from one rater where they said it, else from the raters together', () => {
    const { targets } = newProject();
    const spec: TargetSpec = { from: 'rater-then-raters', rater: 'ada' };
    expect(targets(spec, 'intensity')).toMatchObject({ c1: 1, c2: 0.6, c4: 0.3 });
    expect(targets(spec, 'emotion')).toMatchObject({ c1: 'fear', c4: 'fear' });
    expect(targets({ from: 'rater-then-raters', rater: null }, 'emotion')).toMatchObject({ c1: 'fear' });
  });

  it('from one rater alone', () => {
    const { targets } = newProject();
    expect(targets({ from: 'rater', rater: 'Ada' }, 'intensity')).toEqual({
      c1: 1,
      c2: 'the rater gave no intensity',
      c3: 'the rater gave no intensity',
      c4: 'the rater gave no intensity',
    });
    expect(targets({ from: 'rater', rater: 'B' }, 'emotion')).toMatchObject({ c1: 'fear', c2: 'anger' });
  });

  it('of the clips asked for, and of no rater that is not there', () => {
    const { targets } = newProject();
    expect(Object.keys(targets({ from: 'raters' }, 'emotion', ['c4', 'c1']))).toEqual(['c4', 'c1']);
    expect(() => targets({ from: 'rater', rater: 'Nobody' }, 'emotion')).toThrow('no rater named Nobody');
  });
});
