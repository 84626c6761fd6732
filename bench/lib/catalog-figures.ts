import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, type Random } from '#shared/base/random.ts';
import type { Caller } from '#shared/contract/calls.ts';
import type { AgreementKind } from '#shared/domain/agreement.ts';
import { type ClipFacets, type ClipFilter, type ClipSort, clipSort } from '#shared/domain/clip.ts';
import { type ClipId, clipId, type RaterId } from '#shared/domain/ids.ts';
import { type Spread, spreadOf, timed } from './percentiles.ts';

const OPENINGS = 5;
const PAGES = 400;
const PAGE_SIZE = 100;
/** A label is put after so many pages, so that what follows a change is measured too. */
const PAGES_A_PUT = 8;
const FACETS = 200;
/** So many that the first ones, which the runtime has not compiled yet, are not a tenth of them. */
const PUTS = 2000;
const UNDOS = 200;
const PAGE_BYTES = 4096;
/** Those who ask: two raters and nobody in particular. */
const ASKERS = 2;

export interface CatalogFigures {
  /** Until the project is open. */
  readonly open: Spread;
  /** Until the first page of clips is there, as a rater sees them. */
  readonly openWithPage: Spread;
  readonly page: Spread;
  readonly facets: Spread;
  readonly put: Spread;
  /** 4 KiB appended to a file of the same disk and synced, in turn with the puts. */
  readonly fsync: Spread;
  readonly undo: Spread;
  readonly queueCounts: Spread;
  readonly agreementMs: Readonly<Record<AgreementKind, number>>;
}

/** What the calls of an engine take on the project in `dir`, which is closed when it begins and when it ends. */
export async function measureCatalog(call: Caller, dir: string): Promise<CatalogFigures> {
  const random = createRandom(7);
  const openings = await measureOpenings(call, dir);
  await call('projects.open', { dir });
  // Otherwise the first backup begins in the midst of it.
  await call('backups.make', { file: null });
  const asking = await createAsking(call, random);
  const page = await measurePages(call, asking, random);
  const facetTimes: number[] = [];
  for (let i = 0; i < FACETS; i++) {
    const request = { filter: asking.filter(), raterId: asking.rater() };
    facetTimes.push(await timed(() => call('clips.facets', request)));
  }
  const { put, fsync } = await measurePuts(call, asking, dir);
  const undoTimes: number[] = [];
  for (let i = 0; i < UNDOS; i++)
    undoTimes.push(await timed(() => call('labels.undo', { raterId: asking.labeller })));
  const queueTimes: number[] = [];
  for (let i = 0; i < OPENINGS; i++)
    queueTimes.push(await timed(() => call('queues.counts', { raterId: asking.labeller })));
  const agreementMs = await measureAgreement(call);
  await call('projects.close', {});
  return {
    ...openings,
    ...{ page, put, fsync, agreementMs },
    facets: spreadOf(facetTimes),
    undo: spreadOf(undoTimes),
    queueCounts: spreadOf(queueTimes),
  };
}

async function measureOpenings(
  call: Caller,
  dir: string,
): Promise<Pick<CatalogFigures, 'open' | 'openWithPage'>> {
  const [open, withPage]: [number[], number[]] = [[], []];
  for (let i = 0; i < OPENINGS; i++) {
    const opening = await timed(() => call('projects.open', { dir }));
    // Asked in between, and not counted: the window knows its rater.
    const [rater] = await call('raters.list', {});
    const sort: ClipSort = { by: 'intensity', direction: 'descending' };
    const first = { filter: {}, sort, raterId: rater?.id ?? null, offset: 0, limit: PAGE_SIZE };
    open.push(opening);
    withPage.push(opening + (await timed(() => call('clips.page', first))));
    await call('projects.close', {});
  }
  return { open: spreadOf(open), openWithPage: spreadOf(withPage) };
}

/** Draws what to ask for. */
interface Asking {
  readonly labeller: RaterId;
  rater(): RaterId | null;
  clip(): ClipId;
  filter(): ClipFilter;
  sort(): ClipSort;
}

async function createAsking(call: Caller, random: Random): Promise<Asking> {
  const { clipCount } = (await call('projects.current', {})) ?? { clipCount: 0 };
  const people = (await call('raters.list', {})).filter(({ kind }) => kind === 'person');
  const [labeller] = people;
  if (labeller === undefined) throw new Error('The project has no person.');
  const askers = [...people.slice(0, ASKERS).map(({ id }) => id), null];
  const values = await call('clips.facets', { filter: {}, raterId: labeller.id });
  const pick = <T>(from: readonly T[], otherwise: T): T => from[random.int(from.length)] ?? otherwise;
  return {
    labeller: labeller.id,
    rater: () => pick(askers, null),
    clip: () => clipId.parse(1 + random.int(clipCount)),
    filter: () => drawFilter(values, random),
    sort: () => ({
      by: pick(clipSort.shape.by.options, 'name'),
      direction: random.next() < 0.5 ? 'ascending' : 'descending',
    }),
  };
}

function drawFilter(values: ClipFacets, random: Random): ClipFilter {
  const some = <T>(facet: readonly { readonly value: T }[]): T[] =>
    facet.flatMap(({ value }) => (random.next() < 0.5 ? [value] : []));
  const drawn: ClipFilter = {
    emotions: some(values.emotions),
    datasets: some(values.datasets),
    subjects: some(values.subjects),
    splits: some(values.splits),
    statuses: some(values.statuses),
    labelledByMe: random.next() < 0.5,
    mediaMissing: random.next() < 0.5,
    text: `s${random.int(10)}`,
  };
  return Object.fromEntries(Object.entries(drawn).filter(() => random.next() < 0.25));
}

async function measurePages(call: Caller, asking: Asking, random: Random): Promise<Spread> {
  const times: number[] = [];
  for (let i = 0; i < PAGES; i++) {
    if (i % PAGES_A_PUT === 0) await put(call, asking, random.next());
    const request = {
      ...{ filter: asking.filter(), sort: asking.sort(), raterId: asking.rater() },
      offset: random.next() < 0.5 ? 0 : PAGE_SIZE * random.int(PAGE_SIZE),
      limit: PAGE_SIZE,
    };
    times.push(await timed(() => call('clips.page', request)));
  }
  return spreadOf(times);
}

async function measurePuts(
  call: Caller,
  asking: Asking,
  dir: string,
): Promise<Pick<CatalogFigures, 'put' | 'fsync'>> {
  const file = join(dir, 'fsync');
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(PAGE_BYTES, 1);
  const [puts, syncs]: [number[], number[]] = [[], []];
  for (let i = 0; i < PUTS; i++) {
    syncs.push(
      await timed(() => {
        writeSync(handle, block);
        fsyncSync(handle);
      }),
    );
    puts.push(await timed(() => put(call, asking, i / PUTS)));
  }
  closeSync(handle);
  rmSync(file);
  return { put: spreadOf(puts), fsync: spreadOf(syncs) };
}

function put(call: Caller, asking: Asking, intensity: number): Promise<unknown> {
  const change = { intensity, status: 'submitted' as const };
  return call('labels.set', { clipId: asking.clip(), raterId: asking.labeller, change, mergeKey: null });
}

async function measureAgreement(call: Caller): Promise<CatalogFigures['agreementMs']> {
  const ask = (kind: AgreementKind) =>
    timed(() =>
      call('agreement.report', {
        request: { kind, raters: null, clipIds: null, round: null, classMap: null, raterId: null },
      }),
    );
  return {
    intensity: await ask('intensity'),
    emotion: await ask('emotion'),
    onset: await ask('onset'),
    apex: await ask('apex'),
    offset: await ask('offset'),
    'action-units': await ask('action-units'),
  };
}
