import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mostProbable } from '#shared/domain/label.ts';
import { importElan } from '../../importers/elan/import-elan.ts';
import { addFiles, quietTask, request } from '../../importers/test-support.ts';
import type { ExportedClip, ExportedLabel, LabelsToExport } from '../label-exporter.ts';
import { only, someClip, someLabel } from '../test-support.ts';
import { elanExporter } from './elan.ts';

const FRAMES = 300;
const firstNumber = 46;
const numbers = Array.from({ length: FRAMES }, (_, i) => firstNumber + 2 * i);

/** Writes the labels, reads the folder again, and gives the labels as they came back with all that was listed. */
async function thereAndBack(given: LabelsToExport) {
  const dir = mkdtempSync(join(tmpdir(), 'onset-elan-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return backFrom(dir, given);
}

async function backFrom(dir: string, given: LabelsToExport) {
  const files = [...elanExporter.write(given)].map(({ name, chunks }) => [name, [...chunks].join('')]);
  addFiles(dir, Object.fromEntries(files));
  const clips = [...new Set(given.labels.map(({ clip }) => clip))];
  const known = { all: () => clips, sourceNumbers: () => numbers };
  const plan = await importElan(request({ kind: 'elan', source: dir }), known, quietTask);
  return { plan, names: files.map(([name]) => name) };
}

const place = ({ clipKey, rater, round }: { clipKey: string; rater: string; round?: number }) =>
  JSON.stringify([clipKey, rater, round]);

/** What of a label the format keeps, as an import has it. */
function kept(label: ExportedLabel) {
  const { clip, rater, round, emotion, intensity, actionUnits, confidence, note } = label;
  const numberOf = (frame: number | null) => (frame === null ? null : numbers[frame]);
  return {
    ...{ clipKey: clip.key, rater, round, emotion, intensity, actionUnits },
    onset: numberOf(label.onset),
    apex: numberOf(label.apex),
    offset: numberOf(label.offset),
    onsetEstimated: label.onsetEstimated,
    apexEstimated: label.apexEstimated,
    offsetEstimated: label.offsetEstimated,
    ...(confidence === null ? {} : { confidence }),
    ...(note === '' ? {} : { note }),
  };
}

const RATES = [23.976, 24_000 / 1001, 24, 25, 29.97, 30, 59.94, 60, 100, 119.88, 200, 239.76, 500, 1000];
/** Letters that break XML, tables and readers of lines. */
const awkward = fc.string({
  unit: fc.constantFrom(...'&<>"\'];\t\n\r @#1é微\u{1F600}\u200d\ufeff\u0085\u2028a'),
  maxLength: 10,
});
const EMOTIONS = ['fear', '喜び', 'a & b', '<none>', 'happy', '"', '0', 'surprise #2'];
const RATERS = ['Ana', 'Ana #2', 'ana@home', 'Bo & "Co" <x>', 'Žofia\t微'];
const clipOf = (index: number): fc.Arbitrary<ExportedClip> =>
  fc.constantFrom(...RATES).map((fps) => ({
    ...someClip,
    ...{ key: `set/0${index}/EP "${index}"`, name: `EP "${index}"`, fps, frameCount: FRAMES },
  }));
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const text = awkward.map((value) => (value.trim() === '' ? null : value));

const said = fc.record({
  emotion: fc.option(fc.constantFrom(...EMOTIONS)),
  distribution: fc.constantFrom(null, { fear: 0.75, 喜び: 0.25 }),
  intensity: fc.option(share),
  confidence: fc.option(share),
  actionUnits: text,
  note: awkward,
  onsetEstimated: fc.boolean(),
  apexEstimated: fc.boolean(),
  offsetEstimated: fc.boolean(),
  marks: fc
    .tuple(...Array.from({ length: 3 }, () => fc.nat(FRAMES - 1)))
    .map((marks) => marks.sort((a, b) => a - b))
    .chain(([onset = 0, apex = 0, offset = 0]) =>
      fc.record({
        onset: fc.constantFrom(null, onset),
        apex: fc.constantFrom(null, apex),
        offset: fc.constantFrom(null, offset),
      }),
    ),
});
const labelsArbitrary = fc.tuple(clipOf(0), clipOf(1)).chain((clips) =>
  fc.uniqueArray(
    fc
      .tuple(fc.nat(1), fc.constantFrom(...RATERS), fc.constantFrom(1, 2, 11), said)
      .map(([clip, rater, round, { marks, ...values }]) =>
        someLabel({
          ...{ ...values, ...marks, clip: clips[clip] ?? someClip, rater, round },
          emotion: values.distribution === null ? values.emotion : mostProbable(values.distribution),
        }),
      ),
    { selector: ({ clip, rater, round }) => `${clip.key} ${rater} ${round}`, minLength: 1, maxLength: 8 },
  ),
);

test('what ELAN can keep comes back as it was: any marks, rates, letters, raters and rounds', async () => {
  const root = mkdtempSync(join(tmpdir(), 'onset-elan-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(labelsArbitrary, async (labels) => {
      const dir = join(root, String(run++));
      const { plan } = await backFrom(dir, only(...labels));
      expect(plan.report.skipped).toEqual([]);
      expect(plan.labels.toSorted(byPlace)).toEqual(labels.map(kept).toSorted(byPlace));
    }),
    { numRuns: 150 },
  );
}, 60_000);

const byPlace = (a: Parameters<typeof place>[0], b: Parameters<typeof place>[0]) =>
  place(a) < place(b) ? -1 : 1;

test('no two tiers have one name, whatever the raters are called', () => {
  const labels = [1, 2].flatMap((round) => ['Ana', 'Ana #2', 'Ana #2 #2'].map((rater) => ({ rater, round })));
  const [file] = elanExporter.write(only(...labels.map((of) => someLabel({ ...of, emotion: 'fear' }))));
  const names = [...[...(file?.chunks ?? [])].join('').matchAll(/TIER_ID="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(names).size).toBe(6);
  expect(names).toContain('clip emotion@Ana #2');
});

test('who the raters are comes back with their labels', async () => {
  const { plan } = await thereAndBack(
    only(someLabel({ rater: 'Ana', raterKind: 'person' }), someLabel({ raterScheme: 'MEGC 2019' })),
  );
  expect(plan.raters).toEqual([
    { name: 'Ana', kind: 'person', scheme: 'emotions' },
    { name: 'sheet', kind: 'source', scheme: 'MEGC 2019' },
  ]);
  expect(plan.report).toMatchObject({ clips: 1, labels: 2, subjects: 1, recognised: 'Onset, as ELAN' });
});

describe('the file', () => {
  const label = someLabel({
    rater: 'A&B',
    emotion: 'fear',
    onset: 1,
    apex: 3,
    offset: 4,
    note: 'two\nlines',
  });
  const [file] = elanExporter.write(only(label));
  const text = [...(file?.chunks ?? [])].join('');

  test('is named by its clip and has the emotion from the onset until the offset has passed', () => {
    expect(file?.name).toBe('casme2/01/EP02_01f.eaf');
    // 200 frames a second: frame 1 begins after 5 ms, frame 4 ends after 25.
    const [, slot] = /TIME_SLOT_ID="(ts\d+)" TIME_VALUE="25"/.exec(text) ?? [];
    expect(slot).toBeDefined();
    expect(text).toMatch(
      /<TIER ANNOTATOR="A&amp;B" LINGUISTIC_TYPE_REF="emotion" PARTICIPANT="01" TIER_ID="emotion@A&amp;B">\s*<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts\d+" TIME_SLOT_REF2="ts\d+">\s*<ANNOTATION_VALUE>fear</,
    );
    expect(text).toContain('<ANNOTATION_VALUE>two&#10;lines</ANNOTATION_VALUE>');
  });

  test('has its times in order, two for each annotation', () => {
    const times = [...text.matchAll(/TIME_VALUE="(\d+)"/g)].map(([, ms]) => Number(ms));
    expect(times).toEqual([5, 5, 15, 20, 25, 25]);
  });
});

test('what is lost is said before', () => {
  const slow = { ...someClip, key: 'b', fps: null };
  const fast = { ...someClip, key: 'c', fps: 2000 };
  const given = {
    labels: [
      someLabel({ note: 'a\0b' }),
      someLabel({ clip: slow }),
      someLabel({ clip: fast, status: 'submitted' }),
      someLabel({ rater: 'Bo', status: 'draft' }),
      someLabel({ rater: 'Co', distribution: { fear: 1 }, emotion: 'fear' }),
    ],
    traces: [],
  };
  expect(elanExporter.losses(given)).toEqual([
    '1 label not submitted (drafts, skipped clips): it is left out.',
    '1 label with a distribution over the emotions: only the most probable one is kept, or none.',
    '1 label left out, of clips whose frames per second are not known: ELAN has times, no frames.',
    "1 label left out, of clips of more than 1000 frames per second: ELAN's times are whole milliseconds.",
    '1 label with characters that XML cannot hold: each is written as \uFFFD.',
  ]);
  expect(elanExporter.count(given)).toBe(2);
  expect([...elanExporter.write(given)]).toHaveLength(1);
});
