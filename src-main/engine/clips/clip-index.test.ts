import { expect, it } from 'vitest';
import { type Catalog, openCatalog } from '#main/catalog/index.ts';
import { addSamples, temporaryFolder } from '#main/catalog/test-support.ts';
import { createRandom, type Random } from '#shared/base/random.ts';
import { type ClipFilter, type ClipSort, clipSort } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelChange, type LabelStatus } from '#shared/domain/label.ts';
import { setLabel, takeStep } from '../labels/ledger.ts';
import { facetsOf, pageClips, queryClips } from './query.ts';
import { clipRows } from './rows.ts';
import { naiveQuery } from './test-support.ts';

const EMOTIONS = ['fear', 'anger', 'joy', 'others'];
const SUBJECTS = ['S1', 'S2', 's2', 'S10', null];
const DATASETS = ['CASME', 'SAMM', undefined];
const STATUSES: readonly LabelStatus[] = ['draft', 'submitted', 'skipped'];
const SORTS = clipSort.shape.by.options;

/** A project that changes at random, as its users and other programs change it. */
class Changing {
  readonly catalog: Catalog;
  readonly #other: Catalog;
  readonly #random: Random;
  readonly #people: RaterId[];
  #clips = 0;

  constructor(random: Random, file: string) {
    this.#random = random;
    this.catalog = openCatalog(file, { mode: 'create' });
    this.#other = openCatalog(file, { mode: 'write' });
    this.#people = ['Ada', 'Bob'].map((name) => this.catalog.write.raters.enterPerson(name));
    for (const emotion of EMOTIONS) this.catalog.write.emotions.add(emotion);
    this.addClips(this.catalog);
  }

  close(): void {
    this.#other.close();
    this.catalog.close();
  }

  step(): string {
    const { write } = this.catalog;
    const kind = this.#random.int(12);
    if (kind < 5) return this.#edit();
    if (kind < 8) {
      const direction = this.#pick(['undo', 'redo'] as const);
      this.#unlessBlind(() => takeStep(this.catalog, this.#person(), direction));
      return 'undo or redo';
    }
    if (kind === 8) {
      this.addClips(this.catalog);
      return 'import';
    }
    if (kind === 9) {
      const key = { clipId: this.#clip(), raterId: this.#person(), round: 1 };
      const label = { ...EMPTY_LABEL, intensity: this.#random.next(), emotion: this.#pick(EMOTIONS) };
      this.#other.write.labels.put(key, label, '2026-01-01T00:00:00.000Z');
      return 'another program';
    }
    if (kind === 10) {
      write.project.setBlind(!this.catalog.read.project.isBlind());
      return 'blind';
    }
    expect(() =>
      write.transaction(() => {
        this.#edit();
        throw new Error('taken back');
      }),
    ).toThrow();
    return 'taken back';
  }

  /** Clips and what a sheet says of them; some of those that are there already. */
  addClips(catalog: Catalog): void {
    const names = Array.from({ length: 1 + this.#random.int(6) }, () => {
      this.#clips++;
      return `${this.#pick(['c', 'C', 'x_'])}${this.#random.int(30)} ${this.#clips}`;
    });
    addSamples(
      catalog,
      names.map((name) => {
        const dataset = this.#pick(DATASETS);
        return {
          name,
          subject: this.#pick(SUBJECTS),
          split: this.#pick(['train', 'test', null] as const),
          root: this.#pick(['/media', null]),
          frames: this.#random.int(4),
          ...(dataset === undefined ? {} : { dataset }),
        };
      }),
      names.flatMap((clip) =>
        ['A', 'B', 'C']
          .filter(() => this.#random.next() < 0.6)
          .map((rater) => ({
            ...{ clip, rater },
            emotion: this.#pick([...EMOTIONS, null]),
            intensity: this.#pick([null, 0, 0.25, this.#random.next()]),
          })),
      ),
    );
  }

  rater(): RaterId | null {
    return this.#pick([...this.#people, null]);
  }

  filter(): ClipFilter {
    const some = <T>(values: readonly T[]) => values.filter(() => this.#random.next() < 0.6);
    const filter: ClipFilter = {};
    const maybe = () => this.#random.next() < 0.25;
    if (maybe()) filter.emotions = some([...EMOTIONS, null]);
    if (maybe()) filter.datasets = some(['CASME', 'SAMM', null]);
    if (maybe()) filter.subjects = some(SUBJECTS);
    if (maybe()) filter.splits = some(['train', 'test', null] as const);
    if (maybe()) filter.labelledByMe = this.#random.next() < 0.5;
    if (maybe()) filter.statuses = some([...STATUSES, null]);
    if (maybe()) filter.mediaMissing = this.#random.next() < 0.5;
    if (maybe()) filter.text = this.#pick([' C', '1', 'x_', '']);
    if (maybe()) filter.ids = some(this.catalog.read.clips.idsByName());
    return filter;
  }

  sort(): ClipSort {
    return { by: this.#pick(SORTS), direction: this.#pick(['ascending', 'descending'] as const) };
  }

  #edit(): string {
    const change: LabelChange = this.#pick<LabelChange>([
      { emotion: this.#pick([...EMOTIONS, null]) },
      { intensity: this.#pick([null, 0.25, this.#random.next()]) },
      { status: this.#pick(STATUSES) },
    ]);
    const as = this.#random.next() < 0.15 ? ('adjudicated' as const) : ('own' as const);
    const round = 1 + this.#random.int(2);
    const edit = { clipId: this.#clip(), raterId: this.#person(), round, as, change, mergeKey: null };
    this.#unlessBlind(() => setLabel(this.catalog, edit));
    return `edit ${JSON.stringify(edit)}`;
  }

  /** A blind project refuses some changes. */
  #unlessBlind(work: () => unknown): void {
    try {
      work();
    } catch (error) {
      if (!this.catalog.read.project.isBlind()) throw error;
    }
  }

  #clip(): ClipId {
    return this.#pick(this.catalog.read.clips.idsByName());
  }

  #person(): RaterId {
    return this.#pick(this.#people);
  }

  #pick<T>(values: readonly T[]): T {
    const index = this.#random.int(values.length);
    const [value] = values.slice(index, index + 1);
    if (value === undefined && !values.includes(value as T)) throw new Error('Nothing to pick from.');
    return value as T;
  }
}

it.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'says what the rows themselves say, whatever was written in between (seed %i)',
  (seed) => {
    const random = createRandom(seed);
    const project = new Changing(random, `${temporaryFolder()}/catalog.sqlite`);
    const { catalog } = project;
    const done: string[] = [];
    for (let step = 0; step < 40; step++) {
      done.push(project.step());
      const [raterId, filter, sort] = [project.rater(), project.filter(), project.sort()];
      const scheme = catalog.read.emotions.names();
      const expected = naiveQuery(clipRows(catalog, null, raterId), scheme, filter, sort);
      const told = { done, raterId, filter, sort };
      expect(queryClips(catalog, filter, sort, raterId), JSON.stringify(told)).toEqual(expected);
      expect(facetsOf(catalog, filter, raterId)).toEqual(expected.facets);
      const page = pageClips(catalog, filter, sort, raterId, { offset: 2, limit: 3 });
      const rows = clipRows(catalog, expected.ids.slice(2, 5), raterId);
      expect(page).toEqual({ total: expected.ids.length, rows });
    }
    project.close();
  },
);
