import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportRequest } from '#shared/domain/import.ts';
import { LABEL_EXPORTERS, type LabelsToExport } from '../exporters/index.ts';
import { someClip, someLabel } from '../exporters/test-support.ts';
import { damagedVariants } from './damaged-files.ts';
import { readSource } from './index.ts';
import type { ImportPlan, KnownClips } from './plan.ts';
import { addFiles, folderWith, noVideos, quietTask, request } from './test-support.ts';

const FILES = 200;
const SLOW_MS = 120_000;
const FRAMES = 60;
const known: KnownClips = {
  all: () => [someClip],
  sourceNumbers: () => Array.from({ length: FRAMES }, (_, i) => i + 1),
};

/** The plan, or null where the source was refused in words. Anything else is a crash. */
async function importOrRefuse(kind: ImportRequest['kind'], source: string): Promise<ImportPlan | null> {
  try {
    return await readSource(request({ kind, source }), known, quietTask, noVideos);
  } catch (error) {
    if (!(error instanceof OnsetError) || error.code !== 'bad-input') throw error;
    expect(error.message.length).toBeLessThan(5000);
    return null;
  }
}

/**
 * Damages one file of a source 200 times. `lost` says what of a copy that was taken is neither in the plan nor listed.
 */
async function meetDamage(
  kind: ImportRequest['kind'],
  files: Readonly<Record<string, string>>,
  damaged: string,
  lost: (plan: ImportPlan, bytes: Uint8Array) => unknown,
): Promise<{ taken: number; refused: number }> {
  const dir = folderWith(files);
  const met = { taken: 0, refused: 0 };
  for (const { name, bytes } of damagedVariants(Buffer.from(files[damaged] ?? ''), FILES, 11)) {
    addFiles(dir, { [damaged]: bytes });
    const plan = await importOrRefuse(kind, join(dir, damaged));
    if (plan === null) met.refused++;
    else {
      met.taken++;
      for (const { reason } of plan.report.skipped) expect(reason.length, name).toBeLessThan(500);
      expect({ name, lost: lost(plan, bytes) }).toEqual({ name, lost: [] });
    }
  }
  return met;
}

const rows = Array.from(
  { length: FRAMES },
  (_, i) => `${i + 1}, 0, ${i / 200}, 0.98, 1, ${i % 6}, 1.5, ${i % 2}`,
);
const openFace = ['frame, face_id, timestamp, confidence, success, AU01_r, AU12_r, AU12_c', ...rows, ''].join(
  '\n',
);

/** Rows that a plan of OpenFace's tells of in a sum. */
function countedIn({ report }: ImportPlan): number {
  const forms = [
    /^in (\d+) of its/,
    /^it has (\d+) frames, .* nothing is taken$/,
    /^only face .* rows of face .*: (\d+)$/,
    /^(\d+) rows above the header/,
  ];
  return report.skipped.reduce((sum, { reason }) => {
    const [, frames = 0, taken = 0] = /^it has (\d+) frames, .*: (\d+) are taken/.exec(reason) ?? [];
    const counts = forms.map((form) => Number(form.exec(reason)?.[1] ?? 0));
    return sum + Number(frames) - Number(taken) + counts.reduce((a, b) => a + b);
  }, 0);
}

test(
  'OpenFace: each line is a frame of the traces, listed or counted',
  async () => {
    const met = await meetDamage('openface', { 'EP02_01f.csv': openFace }, 'EP02_01f.csv', (plan, bytes) => {
      const listed = new Set(plan.report.skipped.flatMap(({ row }) => row ?? []));
      const taken = new Set(plan.traces?.flatMap(({ points }) => points.map(([frame]) => frame)));
      const encoding = bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
      const lines = new TextDecoder(encoding).decode(bytes).split(/\r\n|\n|\r/);
      const data = lines.filter((line) => line.split(/[,;\t]/).length > 4 && !line.includes('AU01_r'));
      const known = taken.size + listed.size + countedIn(plan);
      return data.length <= known ? [] : [`${data.length} lines, ${known} known`, plan.report.skipped];
    });
    expect(met.taken).toBeGreaterThan(60);
    expect(met.refused).toBeGreaterThan(10);
  },
  SLOW_MS,
);

const given: LabelsToExport = {
  labels: ['Ana', 'Bo', 'Cy'].map((rater, i) =>
    someLabel({
      ...{
        rater,
        emotion: 'fear',
        onset: 5 + i,
        offset: 20 + i,
        intensity: 0.5,
        confidence: 0.75,
        note: 'é',
      },
    }),
  ),
  traces: [],
};
const written = (format: 'elan' | 'nova') =>
  [...(LABEL_EXPORTERS[format]?.write(given) ?? [])].map(
    ({ name, chunks }) => [name, [...chunks].join('')] as const,
  );

test(
  'ELAN: each label is there or something of the file is listed',
  async () => {
    const [[name, text] = ['', '']] = written('elan');
    const met = await meetDamage('elan', { [name]: text }, name, (plan) => {
      const isWhole = plan.labels.length === 3 && plan.labels.every(({ note }) => note !== undefined);
      return isWhole || plan.report.skipped.length > 0 ? [] : [plan.labels];
    });
    expect(met.taken).toBeGreaterThan(30);
    expect(met.refused).toBeGreaterThan(60);
  },
  SLOW_MS,
);

test(
  'NOVA: a damaged header, or damaged rows',
  async () => {
    const files = Object.fromEntries(written('nova').slice(0, 2));
    const [header = '', segments = ''] = Object.keys(files);
    const lost = (plan: ImportPlan) =>
      plan.labels.length === 1 || plan.report.skipped.length > 0 ? [] : ['the label'];
    expect((await meetDamage('nova', files, header, lost)).refused).toBeGreaterThan(60);
    expect((await meetDamage('nova', files, segments, lost)).taken).toBeGreaterThan(100);
  },
  SLOW_MS,
);

test(
  'NOVA: of damaged samples each is a point of the trace, listed or counted',
  async () => {
    const trace = {
      ...({ clip: someClip, rater: 'Ana', raterKind: 'person', raterScheme: 'emotions', round: 1 } as const),
      ...({ name: 'intensity', interpolation: 'linear', sourceNumbers: [], updatedAt: '' } as const),
      points: Array.from({ length: FRAMES }, (_, i): [number, number] => [i, i / FRAMES]),
    };
    const files = Object.fromEntries(
      [...(LABEL_EXPORTERS.nova?.write({ labels: [], traces: [trace] }) ?? [])].map(({ name, chunks }) => [
        name,
        [...chunks].join(''),
      ]),
    );
    const [, samples = ''] = Object.keys(files);
    const met = await meetDamage('nova', files, samples, (plan) => {
      const points = plan.traces?.[0]?.points.length ?? 0;
      return points === FRAMES || plan.report.skipped.length > 0 ? [] : [`${points} points`];
    });
    expect(met.taken).toBeGreaterThan(100);
  },
  SLOW_MS,
);
