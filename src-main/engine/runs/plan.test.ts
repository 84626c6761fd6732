import { describe, expect, it } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import {
  addSamples,
  clipIdOf,
  type SampleClip,
  type SampleLabel,
  temporaryCatalog,
} from '#main/catalog/test-support.ts';
import { clipId, runId } from '#shared/domain/ids.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { freezeRun } from './freeze.ts';
import { planRun } from './plan.ts';

const spec = (changes: Partial<RunSpec> = {}): RunSpec => ({
  ...defaultRunSpec('emotion'),
  split: { kind: 'kfold', folds: 2 },
  ...changes,
});

/** 4 subjects; happiness of all, fear of s1 and s2, disgust of s1 alone; each clip labelled by the sheet. */
function addFour(catalog: Catalog): void {
  const clips: SampleClip[] = [];
  const labels: SampleLabel[] = [];
  const add = (subject: string, emotion: string, intensity: number) => {
    const name = `${subject}-${emotion}`;
    clips.push({ name, subject, split: subject === 's4' ? 'test' : 'train' });
    labels.push({ clip: name, rater: 'sheet', emotion, intensity });
  };
  for (const [index, subject] of ['s1', 's2', 's3', 's4'].entries()) add(subject, 'happiness', index / 4);
  add('s1', 'fear', 0.5);
  add('s2', 'fear', 0.75);
  add('s1', 'disgust', 1);
  addSamples(catalog, clips, labels);
}

function fourSubjects(): Catalog {
  const catalog = temporaryCatalog();
  addFour(catalog);
  return catalog;
}

describe('the plan of a run', () => {
  it('counts what it would use, in the order of the scheme', () => {
    const plan = planRun(fourSubjects(), spec());
    expect(plan).toMatchObject({ clipCount: 7, subjectCount: 4, foldCount: 2, leftOut: [], problems: [] });
    expect(plan.classCounts).toEqual({ happiness: 4, fear: 2, disgust: 1 });
    expect(Object.keys(plan.classCounts)).toEqual(['happiness', 'fear', 'disgust']);
    expect(plan.summary).toBe('2 folds by subject: 2 subjects train, 2 test');
    expect(plan.estimatedSeconds).toBeNull();
  });

  it.each<[RunSpec['split'], string]>([
    [{ kind: 'loso' }, 'Leave one subject out, 4 folds: 3 subjects train, 1 tests'],
    [{ kind: 'kfold', folds: 3 }, '3 folds by subject: 2 to 3 subjects train, 1 to 2 test'],
    [{ kind: 'holdout', testShare: 0.25 }, 'Holdout by subject: 3 subjects train, 1 test'],
    [
      { kind: 'holdout-clips', testShare: 0.3 },
      "Holdout by clip: 5 clips train, 2 test; one person's clips may be in both",
    ],
    [{ kind: 'given' }, "The data's own split: 6 clips train, 1 test"],
  ])('says a split in words: %j', (split, words) => {
    expect(planRun(fourSubjects(), spec({ split })).summary).toBe(words);
  });

  it('warns of classes with fewer subjects than folds, and of those missing in training', () => {
    const { warnings } = planRun(fourSubjects(), spec({ split: { kind: 'kfold', folds: 4 } }));
    expect(warnings).toContain('fear has 2 subjects, fewer than the 4 folds: some folds test none of it.');
    expect(warnings).toContain('disgust has 1 subject, fewer than the 4 folds: some folds test none of it.');
    expect(warnings.join('\n')).toMatch(
      /disgust is not in the training clips of 1 fold \(fold \d\): a model trained there never predicts it\./,
    );
    expect(warnings.join('\n')).not.toMatch(/happiness/);
  });

  it('warns on every split that is not by subject, and only there', () => {
    const catalog = fourSubjects();
    expect(planRun(catalog, spec({ split: { kind: 'holdout-clips', testShare: 0.3 } })).warnings[0]).toBe(
      'This split is by clip, not by subject: no figure of this run is subject-independent.',
    );
    expect(planRun(catalog, spec({ split: { kind: 'given' } })).warnings.join()).not.toMatch(/independent/);
    expect(freezeRun(catalog, spec({ split: { kind: 'given' } })).frozen.subjectIndependent).toBe(true);

    const stills = temporaryCatalog();
    addSamples(
      stills,
      ['a', 'b', 'c', 'd'].map((name) => ({
        name,
        split: name < 'c' ? ('train' as const) : ('test' as const),
      })),
      ['a', 'b', 'c', 'd'].map((clip, i) => ({ clip, rater: 'folders', emotion: i % 2 ? 'fear' : 'anger' })),
    );
    expect(planRun(stills, spec({ split: { kind: 'given' } })).warnings[0]).toBe(
      '4 of 4 clips have no subject, so one person may be on both sides: no figure of this run is subject-independent.',
    );
    expect(freezeRun(stills, spec({ split: { kind: 'given' } })).frozen.subjectIndependent).toBe(false);
    expect(planRun(stills, spec()).problems[0]).toMatch(/no clip has one\. Choose holdout-clips/);
  });

  it('warns where the difference from the first frame is of one frame alone, and only there', () => {
    const catalog = fourSubjects();
    const seeingNothing = (input: Partial<RunSpec['input']>) =>
      planRun(catalog, spec({ input: { ...spec().input, ...input } })).warnings.filter((warning) =>
        /sees nothing/.test(warning),
      );
    expect(seeingNothing({ window: 'onset', representation: 'difference' })).toEqual([
      "The model sees nothing of 7 of 7 clips: it gets one frame of each, and that frame's difference from itself is 0. Choose the representation grey, or a window of more frames.",
    ]);
    expect(seeingNothing({ window: 'onset', representation: 'flow' })[0]).toMatch(/flow from itself is 0/);
    expect(seeingNothing({ window: 'onset', representation: 'grey' })).toEqual([]);
    expect(seeingNothing({ window: 'clip', representation: 'difference' })).toEqual([]);
    const still = { name: 'still', subject: 's5', frames: 1 };
    addSamples(catalog, [still], [{ clip: 'still', rater: 'sheet', emotion: 'fear' }]);
    expect(seeingNothing({ representation: 'difference' })[0]).toMatch(/nothing of 1 of 8 clips/);
  });

  it('warns of a class weight that no clip has use for', () => {
    const classWeights = { kind: 'given' as const, weights: { fear: 3, feer: 2 } };
    const { warnings } = planRun(fourSubjects(), spec({ classWeights }));
    expect(warnings).toContain('There is a class weight for feer, but no clip of this run is feer.');
    expect(warnings.join()).not.toContain('a class weight for fear,');
  });

  it('tells every clip it leaves out, and why', () => {
    const catalog = fourSubjects();
    addSamples(
      catalog,
      [
        { name: 'gone', subject: 's1', root: null },
        { name: 'tied', subject: 's1' },
        { name: 'silent', subject: 's2' },
        { name: 'empty', subject: 's2', frames: 0 },
      ],
      [
        { clip: 'gone', rater: 'sheet', emotion: 'fear' },
        { clip: 'tied', rater: 'sheet', emotion: 'fear' },
        { clip: 'tied', rater: 'other', emotion: 'anger' },
        { clip: 'empty', rater: 'sheet', emotion: 'fear' },
      ],
    );
    const asked = catalog.read.clips.records(null).map(({ id }) => id);
    const { leftOut, clipCount } = planRun(catalog, spec({ clipIds: [...asked, clipId.parse(999)] }));
    expect(leftOut.map(({ clipName, reason }) => [clipName, reason])).toEqual([
      ['clip 999', 'it is not in this project'],
      ['gone', 'its frames are not on this machine'],
      ['tied', 'the raters are tied: anger, fear'],
      ['silent', 'nobody gave an emotion'],
      ['empty', 'its frames are not on this machine'],
    ]);
    expect(clipCount).toBe(7);
  });

  it('uses a clip that is named twice once', () => {
    const catalog = fourSubjects();
    const ids = catalog.read.clips.records(null).map(({ id }) => id);
    const { frozen } = freezeRun(catalog, spec({ clipIds: [...ids, ...ids] }));
    expect(frozen).toEqual({ ...freezeRun(catalog, spec({ clipIds: ids })).frozen, spec: frozen.spec });
  });

  it('says what keeps it from starting', () => {
    expect(planRun(temporaryCatalog(), spec()).problems).toEqual([
      'The project has no clips yet: import some.',
    ]);
    const catalog = fourSubjects();
    const problems = (changes: Partial<RunSpec>) => planRun(catalog, spec(changes)).problems.join(' ');
    expect(problems({ split: { kind: 'kfold', folds: 5 } })).toMatch(
      /at least 5 subjects, and the clips have 4/,
    );
    expect(problems({ target: { from: 'rater', rater: 'Nobody' } })).toMatch(/no rater named Nobody/);
    expect(
      problems({ clipIds: [clipIdOf(catalog, 's1-happiness'), clipIdOf(catalog, 's2-happiness')] }),
    ).toBe('All 2 clips are happiness: there is nothing to tell apart.');
    const silent = temporaryCatalog();
    addSamples(silent, [{ name: 'a', subject: 's1' }]);
    expect(planRun(silent, spec()).problems).toEqual([
      'None of the 1 clips can be used for the emotion task (a: nobody gave an emotion).',
    ]);
  });

  it('estimates from earlier runs, in proportion to the work', () => {
    const catalog = fourSubjects();
    const ran = spec({ epochs: 10 });
    addDone(catalog, 'earlier', ran, { backend: 'wasm', seconds: 60, epochs: [10, 10] });
    expect(planRun(catalog, ran).estimatedSeconds).toBeCloseTo(60, 9);
    // 7 clips are trained on once over both folds, and tested once: 10 epochs count 11, 21 epochs 22.
    expect(planRun(catalog, spec({ epochs: 21 })).estimatedSeconds).toBeCloseTo(120, 9);
    const twice = { ...ran.input, framesPerClip: ran.input.framesPerClip * 2 };
    expect(planRun(catalog, spec({ epochs: 10, input: twice })).estimatedSeconds).toBeCloseTo(120, 9);
  });

  it('estimates from runs on the backend that would compute', () => {
    const catalog = fourSubjects();
    const estimated = (backend: RunSpec['backend']) =>
      planRun(catalog, spec({ epochs: 10, backend })).estimatedSeconds;
    const done = (id: string, choice: RunSpec['backend'], backend: string, seconds: number) =>
      addDone(catalog, id, spec({ epochs: 10, backend: choice }), { backend, seconds, epochs: [10, 10] });
    done('a', 'cpu', 'cpu', 600);
    expect([estimated('cpu'), estimated('wasm'), estimated('auto')]).toEqual([
      ...[expect.closeTo(600), null, null],
    ]);
    done('b', 'auto', 'wasm', 60);
    done('c', 'auto', 'tfjs-node', 20);
    done('d', 'cpu', 'cpu', 600);
    expect([estimated('wasm'), estimated('tfjs-node'), estimated('auto'), estimated('webgpu')]).toEqual([
      ...[expect.closeTo(60), expect.closeTo(20), expect.closeTo(20), null],
    ]);
  });

  it('counts the epochs that were trained, not those that early stopping spared', () => {
    const catalog = fourSubjects();
    addDone(catalog, 'stopped', spec({ epochs: 100 }), { backend: 'wasm', seconds: 60, epochs: [10, 10] });
    expect(planRun(catalog, spec({ epochs: 21 })).estimatedSeconds).toBeCloseTo(120, 9);
  });
});

/** A finished run of two folds, which took so many epochs. */
function addDone(
  catalog: Catalog,
  name: string,
  ran: RunSpec,
  { backend, seconds, epochs }: { backend: string; seconds: number; epochs: readonly [number, number] },
): void {
  const id = runId.parse(name);
  const { runs } = catalog.write;
  const createdAt = new Date(Date.UTC(2026, 0, 1, 0, 0, catalog.read.runs.list().length)).toISOString();
  runs.create({ ...freezeRun(catalog, ran).frozen, id, createdAt });
  runs.setBackend(id, backend);
  const figures = { loss: 1, validationLoss: null, heldOutLoss: null, seconds: 1, peakMemoryMiB: null };
  for (const [fold, count] of epochs.entries())
    for (let epoch = 1; epoch <= count; epoch++) runs.addEpoch(id, { ...figures, fold, epoch });
  runs.finish(id, seconds, null);
}

describe('freezing', () => {
  it('is the same for the same project and spec, and another for another seed', () => {
    const catalog = temporaryCatalog();
    const names = Array.from({ length: 40 }, (_, i) => i);
    addSamples(
      catalog,
      names.map((i) => ({ name: `clip${i}`, subject: `s${i % 10}` })),
      names.map((i) => ({ clip: `clip${i}`, rater: 'sheet', emotion: ['fear', 'anger'][i % 2] ?? null })),
    );
    const folds = (seed: number) => freezeRun(catalog, spec({ seed })).frozen.folds;
    expect(folds(1)).toEqual(folds(1));
    expect(folds(1)).not.toEqual(folds(2));
  });

  it.each(['emotion', 'intensity'] as const)('holds the %s alike in all folds, whatever the seed', (task) => {
    const catalog = temporaryCatalog();
    const names = Array.from({ length: 16 }, (_, i) => i);
    // Each subject shows one thing only: fear 0.9 (s0, s1) or anger 0.1 (s2, s3).
    addSamples(
      catalog,
      names.map((i) => ({ name: `clip${i}`, subject: `s${i % 4}` })),
      names.map((i) => ({
        clip: `clip${i}`,
        rater: 'sheet',
        ...(i % 4 < 2 ? { emotion: 'fear', intensity: 0.9 } : { emotion: 'anger', intensity: 0.1 }),
      })),
    );
    for (let seed = 0; seed < 8; seed++) {
      const { folds, clips } = freezeRun(catalog, {
        ...defaultRunSpec(task),
        split: { kind: 'kfold', folds: 2 },
        seed,
      }).frozen;
      const targetOf = new Map(clips.map(({ clipId: id, target }) => [id, target]));
      for (const { testClipIds } of folds)
        expect(new Set(testClipIds.map((id) => targetOf.get(id))).size).toBe(2);
    }
  });

  it('takes the target the spec names', () => {
    const catalog = fourSubjects();
    const clip = 's1-happiness';
    addSamples(catalog, [], [{ clip, rater: 'Ana', emotion: 'fear', intensity: 0.9 }]);
    const targetOf = (changes: Partial<RunSpec>) =>
      freezeRun(catalog, spec(changes)).frozen.clips.find(({ clipName }) => clipName === clip)?.target;
    const intensity = { task: 'intensity', loss: { kind: 'mse' } } as const;
    expect(targetOf({ ...intensity, target: { from: 'raters' } })).toBe(0.45);
    expect(targetOf({ ...intensity, target: { from: 'rater', rater: 'Ana' } })).toBe(0.9);
    expect(targetOf({ ...intensity, target: { from: 'rater', rater: 'sheet' } })).toBe(0);
    expect(targetOf({ target: { from: 'rater-then-raters', rater: 'Ana' } })).toBe('fear');
    expect(targetOf({ target: { from: 'rater-then-raters', rater: 'sheet' } })).toBe('happiness');
    expect(targetOf({ target: { from: 'raters' } })).toBeUndefined();
  });

  it('uses the clips the spec names', () => {
    const catalog = fourSubjects();
    const clipIds = ['s1-happiness', 's2-fear', 's1-fear', 's2-happiness'].map((name) =>
      clipIdOf(catalog, name),
    );
    expect(freezeRun(catalog, spec({ clipIds })).frozen.clips.map(({ clipName }) => clipName)).toEqual([
      's1-happiness',
      's2-happiness',
      's1-fear',
      's2-fear',
    ]);
  });
});
