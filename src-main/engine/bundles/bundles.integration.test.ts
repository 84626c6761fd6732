import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  type Catalog,
  LABEL_ITEM,
  openCatalog,
  serializeLabel,
  serializeTrace,
} from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryFolder } from '#main/catalog/test-support.ts';
import type { BundleKeep } from '#shared/domain/bundle.ts';
import { EMPTY_LABEL, type LabelChange, type LabelValues } from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { setLabel } from '../labels/ledger.ts';
import { labelValuesArbitrary, traceValuesArbitrary } from '../labels/random-labels.ts';
import { readBundle } from './bundle-file.ts';
import { exportBundle } from './export-bundle.ts';
import { mergeBundle, previewBundle } from './merge.ts';

let folder: string;
let count = 0;
beforeEach(() => {
  folder = temporaryFolder();
});

/** A machine with the clips a and b, of 10 frames each. */
function machine(): Catalog {
  const catalog = openCatalog(join(folder, `${count++}.sqlite`), { mode: 'create' });
  addSamples(
    catalog,
    [{ name: 'a', subject: 'S1' }, { name: 'b' }],
    [{ clip: 'a', rater: 'sheet', emotion: 'fear' }],
  );
  return catalog;
}

function closedAfterTest(catalog: Catalog): Catalog {
  onTestFinished(() => catalog.close());
  return catalog;
}

async function bundleOf(catalog: Catalog, name = 'Ana'): Promise<string> {
  const file = join(folder, `${count++}.bundle.json`);
  const rater = catalog.read.raters.find(name);
  if (rater === null) throw new Error(`There is no rater ${name}.`);
  await exportBundle(catalog, { raterId: rater.id, file, askedBy: null });
  return file;
}

async function merge(catalog: Catalog, file: string, keep: BundleKeep = 'newer') {
  return mergeBundle({ catalog, readOnly: false, dir: '/project' }, await readBundle(file), keep);
}

/** As Ana does in the program, at the given second. */
function say(catalog: Catalog, clip: string, change: LabelChange, second: number) {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1, 0, 0, second) });
  try {
    const raterId = catalog.write.raters.enterPerson('Ana');
    const clipId = clipIdOf(catalog, clip);
    setLabel(catalog, { clipId, raterId, round: 1, as: 'own', change, mergeKey: null });
  } finally {
    vi.useRealTimers();
  }
}

/** What everybody says, whatever ids they have; without when, and with traces. */
function saidIn({ read }: Catalog) {
  const keys = new Map(read.imports.clips().map(({ id, key }) => [id, key]));
  const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
  const labels = read.labels
    .list(null)
    .map(({ clipId, raterId: _, updatedAt: __, ...label }) => ({ clip: keys.get(clipId), ...label }));
  const traces = [...read.traces.all()].map(({ clipId, raterId: _, updatedAt: __, ...trace }) => ({
    clip: keys.get(clipId),
    ...trace,
  }));
  return [...sorted(labels), ...sorted(traces)];
}

const labelOf = ({ read }: Catalog, clip: string, rater = 'Ana') =>
  read.labels
    .list([read.clips.records(null).find(({ name }) => name === clip)?.id ?? raise()])
    .find(({ raterName }) => raterName === rater);
const raise = () => {
  throw new Error('There is a clip.');
};

describe("a rater's bundle", () => {
  it('brings labels, traces and history to a machine that has none, and nobody else there is touched', async () => {
    const [here, there] = [closedAfterTest(machine()), closedAfterTest(machine())];
    say(here, 'a', { emotion: 'fear', intensity: 0.25 }, 1);
    say(here, 'a', { apex: 5, note: 'brow' }, 2);
    const preview = previewBundle(there, await readBundle(await bundleOf(here)), 'newer');
    expect(there.read.raters.find('Ana')).toBeNull();
    const report = await merge(there, await bundleOf(here));
    expect(report).toEqual(preview);
    expect(report).toEqual({
      rater: 'Ana',
      labels: 1,
      added: 1,
      changed: 0,
      same: 0,
      conflicts: [],
      skipped: [],
    });
    expect(saidIn(there)).toEqual(saidIn(here));
    const history = there.read.history
      .ofClip(clipIdOf(there, 'a'))
      .filter(({ raterName }) => raterName === 'Ana');
    expect(
      history.map(({ at, cause, actorName, after }) => [at, cause, actorName, after?.intensity, after?.apex]),
    ).toEqual([
      ['2026-01-01T00:00:02.000Z', 'merge', 'Ana', 0.25, 5],
      ['2026-01-01T00:00:01.000Z', 'merge', 'Ana', 0.25, null],
    ]);
    expect(await merge(there, await bundleOf(here))).toMatchObject({ added: 0, changed: 0, same: 1 });
    expect(there.read.history.ofClip(clipIdOf(there, 'a'))).toHaveLength(3);
  });

  it('that only one side went on with is no conflict', async () => {
    const [here, there] = [closedAfterTest(machine()), closedAfterTest(machine())];
    say(here, 'a', { intensity: 0.25 }, 1);
    await merge(there, await bundleOf(here));
    say(there, 'a', { intensity: 0.5 }, 2);
    expect(await merge(there, await bundleOf(here))).toMatchObject({ same: 1, conflicts: [] });
    expect(await merge(here, await bundleOf(there))).toMatchObject({ changed: 1, conflicts: [] });
    expect(labelOf(here, 'a')).toMatchObject({ intensity: 0.5, updatedAt: '2026-01-01T00:00:02.000Z' });
  });

  it.each([
    ['newer', 0.75, 'theirs'],
    ['mine', 0.5, 'mine'],
    ['theirs', 0.75, 'theirs'],
  ] as const)(
    'said differently on both sides: %s is kept, here and in what is merged later',
    async (keep, kept, taken) => {
      const [here, there] = [closedAfterTest(machine()), closedAfterTest(machine())];
      say(here, 'a', { intensity: 0.25 }, 1);
      await merge(there, await bundleOf(here));
      say(here, 'a', { intensity: 0.5, apex: 3 }, 2);
      say(there, 'a', { intensity: 0.75 }, 3);
      const report = await merge(here, await bundleOf(there), keep);
      expect(report.conflicts).toEqual([
        {
          clip: 'a',
          round: 1,
          mine: { ...EMPTY_LABEL, intensity: 0.5, apex: 3 },
          mineAt: '2026-01-01T00:00:02.000Z',
          theirs: { ...EMPTY_LABEL, intensity: 0.75 },
          theirsAt: '2026-01-01T00:00:03.000Z',
          taken,
        },
      ]);
      expect(labelOf(here, 'a')?.intensity).toBe(kept);
      // What was decided here is the last word there too, and again here.
      expect((await merge(there, await bundleOf(here))).conflicts).toEqual([]);
      expect(labelOf(there, 'a')?.intensity).toBe(kept);
      expect(await merge(here, await bundleOf(there))).toMatchObject({ same: 1, conflicts: [] });
    },
  );

  it('holds what is there now, also where no history tells of it', async () => {
    const [here, there] = [closedAfterTest(machine()), closedAfterTest(machine())];
    const raterId = here.write.raters.enterPerson('Ana');
    const key = { clipId: clipIdOf(here, 'a'), raterId, round: 1 };
    here.write.labels.put(key, { ...EMPTY_LABEL, intensity: 0.5 }, '2025-12-31T00:00:00.000Z');
    await merge(there, await bundleOf(here));
    expect(labelOf(there, 'a')).toMatchObject({ intensity: 0.5, updatedAt: '2025-12-31T00:00:00.000Z' });
    say(here, 'b', { intensity: 0.25 }, 1);
    here.write.labels.put(
      { ...key, clipId: clipIdOf(here, 'b') },
      { ...EMPTY_LABEL, intensity: 1 },
      '2025-12-31T00:00:00.000Z',
    );
    await merge(there, await bundleOf(here));
    expect(labelOf(there, 'b')?.intensity).toBe(1);
  });

  it('finds a clip by its name where its key is another, and lists one that is not there', async () => {
    const [here, there] = [closedAfterTest(machine()), closedAfterTest(machine())];
    say(here, 'a', { intensity: 0.25 }, 1);
    say(here, 'b', { intensity: 0.5 }, 1);
    const file = await bundleOf(here);
    const bundle = JSON.parse(readFileSync(file, 'utf8'));
    bundle.clips[0].key = 'elsewhere/a';
    bundle.clips[1].key = bundle.clips[1].name = 'none';
    writeFileSync(file, JSON.stringify(bundle));
    expect(await merge(there, file)).toMatchObject({
      added: 1,
      skipped: [{ item: 'none', reason: 'the project has no clip none' }],
    });
    expect(labelOf(there, 'a')?.intensity).toBe(0.25);
  });

  it('has its marks at the frames of the source, whichever of them a machine has', async () => {
    const here = closedAfterTest(machine());
    const there = closedAfterTest(openCatalog(join(folder, 'other.sqlite'), { mode: 'create' }));
    const frames = [98, 99, 100, 104, 105].map((sourceNumber) => ({
      path: `${sourceNumber}.png`,
      sourceNumber,
    }));
    const clip = {
      key: 'a',
      name: 'a',
      subject: 'S1',
      split: null,
      fps: 100,
      root: '/m',
      contentHash: null,
      frames,
    };
    const nothing = {
      reframed: [],
      relinked: [],
      filled: [],
      emotions: [],
      labels: [],
      traces: [],
      subjects: [],
    };
    there.write.imports.apply(() => ({ changes: { ...nothing, newClips: [clip] } }));
    say(here, 'a', { apex: 5 }, 1);
    await merge(there, await bundleOf(here));
    expect(labelOf(there, 'a')?.apex).toBe(4);
    say(here, 'a', { apex: 6 }, 2);
    const { skipped } = await merge(there, await bundleOf(here));
    expect(skipped).toEqual([
      {
        item: 'a',
        reason: 'the label of round 1 is left out: it speaks of frames that the clip does not have here',
      },
    ]);
    expect(labelOf(there, 'a')?.apex).toBe(4);
  });
});

describe('a file that is no bundle for this project', () => {
  it.each([
    ['cut off', (text: string) => text.slice(0, -30), /damaged or no bundle/],
    ['another JSON', () => '[]', /is no bundle of a rater's labels/],
    [
      'of a newer version',
      (text: string) => text.replace('"version":1', '"version":2'),
      /newer version of Onset/,
    ],
    [
      'with an impossible value',
      (text: string) => text.replace('0.25', '25'),
      /damaged.*intensity is at most 1/,
    ],
    ['empty', () => '', /damaged or no bundle/],
  ])('%s is refused in words', async (_, damage, message) => {
    const here = closedAfterTest(machine());
    say(here, 'a', { intensity: 0.25 }, 1);
    const file = await bundleOf(here);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    await expect(merge(here, file)).rejects.toThrow(message);
  });

  it('of a rater who is a model here, or of a source, is refused', async () => {
    const [here, there] = [closedAfterTest(machine()), closedAfterTest(machine())];
    say(here, 'a', { intensity: 0.25 }, 1);
    there.write.raters.enterModel('Ana');
    await expect(merge(there, await bundleOf(here))).rejects.toThrow('Ana is a model in this project');
    await expect(bundleOf(here, 'sheet')).rejects.toThrow('bundles are for what people say');
  });

  it.each([
    ['of a person', '"name":"Adjudicated","kind":"person"'],
    ['of what was decided by hand, under another name', '"name":"Ana","kind":"adjudicated"'],
  ])('%s, where only one may bear that name, is refused', async (_, rater) => {
    const here = closedAfterTest(machine());
    say(here, 'a', { intensity: 0.25 }, 1);
    const file = await bundleOf(here);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"name":"Ana","kind":"person"', rater));
    const there = closedAfterTest(machine());
    const bundle = await readBundle(file);
    expect(() => previewBundle(there, bundle, 'newer')).toThrow(/by the name Adjudicated/);
    await expect(merge(there, file)).rejects.toThrow(/by the name Adjudicated/);
  });

  it('a failure half way leaves nothing of it', async () => {
    const [here, there] = [closedAfterTest(machine()), closedAfterTest(machine())];
    say(here, 'a', { intensity: 0.25 }, 1);
    const before = saidIn(there);
    const file = await bundleOf(here);
    const failing = { ...there, write: { ...there.write, history: { ...there.write.history, add: raise } } };
    await expect(merge(failing, file)).rejects.toThrow();
    expect([saidIn(there), there.read.raters.find('Ana')]).toEqual([before, null]);
  });
});

interface Saying {
  readonly clip: 'a' | 'b';
  readonly round: number;
  readonly at: string;
  readonly label: LabelValues | null;
  readonly trace: TraceValues | null;
}

/** Times are few, so that machines often say something at the same one. */
const saying: fc.Arbitrary<Saying> = fc.record({
  clip: fc.constantFrom('a' as const, 'b' as const),
  round: fc.constantFrom(1, 2),
  at: fc.constantFrom(1, 2, 3, 4).map((second) => `2026-01-01T00:00:0${second}.000Z`),
  label: fc.option(labelValuesArbitrary, { freq: 4 }),
  trace: fc.option(traceValuesArbitrary, { freq: 1 }),
});

/** Writes a label or a trace with its history, at the given time. */
function write(catalog: Catalog, { clip, round, at, label, trace }: Saying) {
  const { write: to } = catalog;
  const raterId = to.raters.enterPerson('Ana');
  const key = { clipId: clipIdOf(catalog, clip), raterId, round };
  const emotions = [label?.emotion ?? [], Object.keys(label?.distribution ?? {})].flat();
  to.schemes.addToMain(emotions);
  const entry = { ...key, actorId: raterId, at, cause: 'edit' as const };
  if (trace === null) {
    to.labels.put(key, label, at);
    to.history.add({ ...entry, item: LABEL_ITEM, state: serializeLabel(label) });
  } else {
    to.traces.put(key, 'intensity', trace, at);
    to.history.add({ ...entry, item: 'trace:intensity', state: serializeTrace(trace) });
  }
}

it('whichever bundles are merged, in any order and repeated, the same labels are left', async () => {
  const day = fc.record({
    shared: fc.array(saying, { maxLength: 3 }),
    machines: fc.array(fc.array(saying, { maxLength: 4 }), { minLength: 2, maxLength: 3 }),
    order: fc.array(fc.nat(2), { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(day, async ({ shared, machines, order }) => {
      const open: Catalog[] = [];
      const fresh = () => {
        const catalog = machine();
        open.push(catalog);
        return catalog;
      };
      try {
        const files: string[] = [];
        for (const said of machines) {
          const catalog = fresh();
          catalog.write.raters.enterPerson('Ana');
          for (const one of [...shared, ...said]) write(catalog, one);
          files.push(await bundleOf(catalog));
        }
        const mergeAll = async (into: Catalog, all: readonly string[]) => {
          for (const file of all) await merge(into, file);
          return saidIn(into);
        };
        const expected = await mergeAll(fresh(), files);
        const mixed = order.map((index) => files[index % files.length] ?? '');
        expect(await mergeAll(fresh(), [...mixed, ...[...files].reverse()])).toEqual(expected);
        // The machines themselves get to the same, from their own labels.
        const [first, second] = open;
        if (first === undefined || second === undefined) throw new Error('There are two machines.');
        expect(await mergeAll(first, files)).toEqual(expected);
        expect(await mergeAll(second, [await bundleOf(first)])).toEqual(expected);
      } finally {
        for (const catalog of open) catalog.close();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

it('what was adjudicated in another scheme than before adds nothing to the scheme it was in', async () => {
  const [here, there] = [closedAfterTest(machine()), closedAfterTest(machine())];
  for (const { write } of [here, there]) {
    write.schemes.add('three', ['negative', 'positive']);
    write.raters.enterAdjudicated();
    write.schemes.setMain('three');
    write.raters.setScheme(write.raters.enterAdjudicated(), 'emotions');
  }
  const [clipId, raterId] = [clipIdOf(here, 'a'), here.write.raters.enterPerson('Ana')];
  const change = { emotion: 'negative' };
  setLabel(here, { clipId, raterId, round: 1, as: 'adjudicated', change, mergeKey: null });
  await merge(there, await bundleOf(here, 'Adjudicated'));
  expect(there.read.summaries.ofClips([clipIdOf(there, 'a')]).get(clipIdOf(there, 'a'))?.emotion).toBe(
    'negative',
  );
  expect(there.read.schemes.emotionsOf('emotions')).toEqual(['fear']);
});
