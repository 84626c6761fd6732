import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { importNova } from '../../importers/nova/import-nova.ts';
import { addFiles, quietTask, request } from '../../importers/test-support.ts';
import type { ExportedTrace, LabelsToExport } from '../label-exporter.ts';
import { only, someClip, someLabel } from '../test-support.ts';
import { novaExporter } from './nova.ts';

const FRAMES = 60;
const numbers = Array.from({ length: FRAMES }, (_, i) => 46 + i);
const filesOf = (given: LabelsToExport) =>
  Object.fromEntries([...novaExporter.write(given)].map(({ name, chunks }) => [name, [...chunks].join('')]));

async function backFrom(dir: string, given: LabelsToExport) {
  addFiles(dir, filesOf(given));
  const clips = [...new Set([...given.labels, ...given.traces].map(({ clip }) => clip))];
  const known = { all: () => clips, sourceNumbers: () => numbers };
  return importNova(request({ kind: 'nova', source: dir }), known, quietTask);
}

const someTrace = (said: Partial<ExportedTrace>): ExportedTrace => ({
  ...{ clip: someClip, rater: 'Ana', raterKind: 'person', raterScheme: 'emotions', round: 1 },
  ...{ name: 'intensity', interpolation: 'linear', points: [], sourceNumbers: [], updatedAt: '' },
  ...said,
});

test('the header has the classes, the rows the seconds; a trace is a sample a frame', () => {
  const clip = { ...someClip, fps: 25, frameCount: 4 };
  const given = {
    labels: [
      someLabel({ clip, rater: 'A&B', emotion: 'fear', onset: 1, apex: 2, offset: 2, confidence: 0.75 }),
      someLabel({ clip, rater: 'Bo', emotion: 'anger' }),
    ],
    traces: [
      someTrace({
        clip,
        points: [
          [1, 0.5],
          [3, 1],
        ],
      }),
    ],
  };
  const files = filesOf(given);
  expect(Object.keys(files)).toEqual(
    ['01.emotion.A&B', '01.clip-emotion.Bo', '01.intensity.Ana'].flatMap((name) => [
      `casme2/01/EP02_01f/${name}.annotation`,
      `casme2/01/EP02_01f/${name}.annotation~`,
    ]),
  );
  const [emotion = '', rows, , wholeClip, trace = '', samples] = Object.values(files);
  expect(emotion).toMatch(
    /^<\?xml version="1.0" \?>\n<annotation ssi-v="3">\n {4}<info ftype="ASCII" size="1" \/>\n {4}<meta annotator="A&amp;B" role="01" /,
  );
  expect(emotion).toContain('<item name="anger" id="0" />\n        <item name="fear" id="1" />');
  expect([rows, wholeClip]).toEqual(['0.04;0.12;1;0.75\n', '0;0.16;0;1\n']);
  expect(trace).toContain('<scheme name="intensity" type="CONTINUOUS" sr="25" min="0" max="1" />');
  expect(samples).toBe('0.5;1\n0.5;1\n0.75;1\n1;1\n');
});

const EMOTIONS = ['fear', '喜び', 'a & b;c', '<none>', 'happy'];
const labels = fc.uniqueArray(
  fc
    .record({
      rater: fc.constantFrom('Ana', 'Ana (round 2)', 'Žofia\t微', '.."/x'),
      round: fc.constantFrom(1, 2),
      emotion: fc.constantFrom(...EMOTIONS),
      confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)),
      fps: fc.constantFrom(23.976, 24_000 / 1001, 29.97, 100, 200, 240),
      span: fc.option(fc.tuple(fc.nat(FRAMES - 1), fc.nat(FRAMES - 1))),
    })
    .map(({ span, fps, ...said }) => {
      const [onset = null, offset = null] = span?.toSorted((a, b) => a - b) ?? [];
      const clip = { ...someClip, key: `set/${fps}`, fps };
      return someLabel({ ...said, onset, offset, clip });
    }),
  { selector: ({ rater, round, clip }) => `${rater} ${round} ${clip.key}`, minLength: 1, maxLength: 6 },
);

test('emotion, onset with offset, confidence, rater and round come back as they were', async () => {
  const root = mkdtempSync(join(tmpdir(), 'onset-nova-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(labels, async (given) => {
      const plan = await backFrom(join(root, String(run++)), only(...given));
      const sorted = (all: readonly { rater: string; round?: number; clipKey: string }[]) =>
        all.map((one) => JSON.stringify([one.clipKey, one.rater, one.round, one])).sort();
      const wanted = given.map(({ clip, rater, round, emotion, onset, offset, confidence }) => ({
        ...{ clipKey: clip.key, rater, round, emotion, intensity: null, actionUnits: null },
        onset: onset === null ? null : (numbers[onset] ?? null),
        apex: null,
        offset: offset === null ? null : (numbers[offset] ?? null),
        apexEstimated: false,
        ...(confidence === null ? {} : { confidence }),
      }));
      expect(plan.report.skipped).toEqual([]);
      expect(sorted(plan.labels)).toEqual(sorted(wanted));
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a trace with a point on each frame comes back as it was', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'onset-nova-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const points = numbers.map((_, i): [number, number] => [i, Math.abs(Math.sin(i))]);
  const clip = { ...someClip, fps: 23.976 };
  const given = [
    someTrace({ clip, points }),
    someTrace({ clip, points, name: 'AU12', interpolation: 'hold', round: 2 }),
  ];
  const { traces } = await backFrom(dir, { labels: [], traces: given });
  const back = points.map(([frame, value]) => [46 + frame, value]);
  expect(traces).toMatchObject([
    { rater: 'Ana', round: 2, name: 'AU12', points: back },
    { rater: 'Ana', round: 1, name: 'intensity', points: back },
  ]);
});

test('what is lost is said before', () => {
  const given = {
    labels: [
      someLabel({ emotion: 'fear', apex: 3, onset: 2, confidence: 0.5 }),
      someLabel({ rater: 'Bo', emotion: 'fear', intensity: 0.5, note: 'x', actionUnits: '4' }),
      someLabel({ rater: 'Co' }),
      someLabel({ clip: { ...someClip, key: 'b', fps: null }, emotion: 'fear', confidence: 1 }),
    ],
    traces: [someTrace({ points: [[0, 1]] })],
  };
  expect(novaExporter.losses(given)).toEqual([
    '1 label with an intensity: it is left out.',
    '1 label with action units: they are left out.',
    '1 label with a note: it is left out.',
    '4 labels of clips of a data set: its name is not written.',
    '1 label left out, of clips whose frames per second are not known: NOVA has times, no frames.',
    '1 label without an emotion left out: a segment there has a class.',
    '1 label with an apex: it is left out.',
    '1 label with an onset or an offset alone: it is left out.',
    '1 label without a confidence: written with 1, as NOVA does.',
    '1 trace written as a sample a frame: which of them were set by hand is not kept.',
  ]);
  expect(novaExporter.count(given)).toBe(2);
});
