import fc from 'fast-check';
import type { ImportChanges } from '#main/catalog/index.ts';
import type { ImportedClip } from '#shared/domain/import.ts';
import { type Distribution, type LabelValues, mostProbable } from '#shared/domain/label.ts';
import { ADJUDICATED, type RaterKind } from '#shared/domain/rater.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { saidBy } from './values.ts';

/** A project as an import would fill it: clips, and what raters of every kind say of them. For property tests. */
export interface RandomProject {
  readonly clips: readonly ImportedClip[];
  readonly changes: Pick<ImportChanges, 'emotions' | 'labels' | 'traces'>;
}

/** Whatever breaks tables: quotes, separators, line ends, formulas, letters of many scripts. */
const awkward = fc.string({
  unit: fc.constantFrom(...',;"\'\t\n\r =+-@\\/{}[]:|%é微\u{1F600}\u200d\ufeffaZ09'),
  maxLength: 12,
});
const EMOTIONS = ['fear', 'anger', 'surprise, mixed', '=sum("a")', '喜び', "d'oh", '1', 'null'];
const SCHEMES = ['emotions', 'MEGC 2019', 'own; "scheme"'];
const RATERS: readonly { name: string; kind: RaterKind; scheme: string }[] = [
  { name: 'Ana, "the" rater', kind: 'person', scheme: 'emotions' },
  { name: 'Žofia\t微', kind: 'person', scheme: 'own; "scheme"' },
  { name: '=cmd', kind: 'source', scheme: 'MEGC 2019' },
  { name: 'Model r1', kind: 'model', scheme: 'emotions' },
  { name: ADJUDICATED, kind: 'adjudicated', scheme: 'emotions' },
];
const FRAMES = 8;

const clip = (index: number): fc.Arbitrary<ImportedClip> =>
  fc
    .record({
      dataset: fc.constantFrom(undefined, 'casme2', 'samm'),
      subject: fc.constantFrom(null, '006', 'S,1'),
      first: fc.integer({ min: 0, max: 5000 }),
      step: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ dataset, subject, first, step }) => ({
      key: `set/${index},"x"`,
      name: `EP ${index}`,
      ...(dataset === undefined ? {} : { dataset }),
      subject,
      split: null,
      fps: 100,
      root: '/media',
      contentHash: `hash ${index}`,
      frames: Array.from({ length: FRAMES }, (_, i) => ({
        path: `${index}/${i}.png`,
        sourceNumber: first + i * step,
      })),
    }));

const distribution: fc.Arbitrary<Distribution> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...EMOTIONS), fc.integer({ min: 1, max: 9 })), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => {
    const total = parts.reduce((sum, [, part]) => sum + part, 0);
    return Object.fromEntries(parts.map(([name, part]) => [name, part / total]));
  });

const marks = fc
  .subarray(
    Array.from({ length: FRAMES }, (_, i) => i),
    { minLength: 3, maxLength: 3 },
  )
  .chain(([onset = 0, apex = 0, offset = 0]) =>
    fc.record({
      onset: fc.constantFrom(null, onset),
      apex: fc.constantFrom(null, apex),
      offset: fc.constantFrom(null, offset),
    }),
  );

const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (value === 0 ? 0 : value));

export const labelValuesArbitrary: fc.Arbitrary<LabelValues> = fc
  .record({
    status: fc.constantFrom('draft' as const, 'submitted' as const, 'skipped' as const),
    emotion: fc.option(fc.constantFrom(...EMOTIONS)),
    distribution: fc.option(distribution),
    intensity: fc.option(share),
    onsetEstimated: fc.boolean(),
    apexEstimated: fc.boolean(),
    offsetEstimated: fc.boolean(),
    actionUnits: fc.option(fc.oneof(fc.constantFrom('R6A+R12', 'ref(7B)+43C', ''), awkward)),
    confidence: fc.option(share),
    note: awkward,
    skipReason: fc.option(awkward),
    marks,
  })
  .map(({ marks: at, ...values }) => ({
    ...values,
    ...at,
    emotion: values.distribution === null ? values.emotion : mostProbable(values.distribution),
  }))
  .filter((values) => saidBy(values) !== null);

export const traceValuesArbitrary: fc.Arbitrary<TraceValues> = fc.record({
  interpolation: fc.constantFrom('linear' as const, 'hold' as const),
  points: fc
    .uniqueArray(fc.tuple(fc.nat(FRAMES - 1), share), { selector: ([frame]) => frame, minLength: 1 })
    .map((points) => points.sort(([a], [b]) => a - b)),
});

const at = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const CLIPS = 4;
const place = fc.record({
  clip: fc.nat(CLIPS - 1),
  rater: fc.nat(RATERS.length - 1),
  round: fc.constantFrom(1, 1, 2),
});

export const randomProject: fc.Arbitrary<RandomProject> = fc
  .record({
    clips: fc.tuple(...Array.from({ length: CLIPS }, (_, index) => clip(index))),
    labels: fc.uniqueArray(fc.record({ place, after: labelValuesArbitrary, at }), {
      selector: (label) => JSON.stringify(label.place),
      maxLength: 12,
    }),
    traces: fc.uniqueArray(
      fc.record({
        place,
        name: fc.constantFrom('intensity', 'AU12', 'x 1'),
        values: traceValuesArbitrary,
        at,
      }),
      { selector: (trace) => JSON.stringify([trace.place, trace.name]), maxLength: 4 },
    ),
  })
  .map(({ clips, labels, traces }) => {
    const placed = ({ clip: index, rater, round }: { clip: number; rater: number; round: number }) => {
      const [first] = RATERS;
      if (first === undefined) throw new Error('There are raters.');
      return { clipKey: clips[index]?.key ?? '', rater: RATERS[rater] ?? first, round };
    };
    return {
      clips,
      changes: {
        emotions: SCHEMES.map((scheme) => ({ scheme, names: EMOTIONS })),
        labels: labels.map((label) => ({ ...placed(label.place), after: label.after, at: label.at })),
        traces: traces.map(({ place: where, ...trace }) => ({ ...placed(where), ...trace })),
      },
    };
  });
