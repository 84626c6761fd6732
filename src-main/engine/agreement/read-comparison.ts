import type { Answered, Catalog, ComparedField, Sayer } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { parseActionUnits, unitsSeen } from '#shared/domain/action-units.ts';
import type { AgreementKind, AgreementRequest } from '#shared/domain/agreement.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { Distribution } from '#shared/domain/label.ts';
import { isCounted } from '#shared/domain/rater.ts';
import type { Ratings } from '#shared/kernels/agreement/ratings.ts';
import { translationInto } from '../gold/translation.ts';
import type { Code, Comparison } from './compared.ts';

const FIELDS: Readonly<Record<AgreementKind, ComparedField>> = {
  ...{ intensity: 'intensity', emotion: 'emotion' },
  ...{ onset: 'onset', apex: 'apex', offset: 'offset' },
  'action-units': 'actionUnits',
};

type Visitor = Parameters<Catalog['read']['said']['forEach']>[2];

/**
 * Reads what the raters said of the kind that is asked for, in one pass. Throws OnsetError: `not-found` (a rater or the
 * class map is not in the project).
 */
export function readComparison(catalog: Catalog, request: AgreementRequest): Comparison {
  const sayers = chosenSayers(catalog, request.raters);
  const coder = coderOf(catalog, request);
  const asked = request.clipIds === null ? null : new Set(request.clipIds);
  const told = toldTo(catalog, request);
  const table = new Table(new Map(sayers.map(({ id }, column) => [id, column])));
  const hear: Visitor = (clipId, raterId, said, shares) => {
    const sayer = sayers[table.columnOf(raterId)];
    if (sayer === undefined || asked?.has(clipId) === false) return;
    const value = coder.code(sayer, said, shares);
    if (value !== null) table.add(clipId, raterId, value);
  };
  catalog.read.said.forEach(FIELDS[request.kind], request.round, hear, told.answered);
  return compare(catalog, table.finish(), sayers, coder, told.notes);
}

/** In the order they came. */
function chosenSayers({ read }: Catalog, ids: readonly RaterId[] | null): Sayer[] {
  const sayers = read.said.sayers();
  if (ids === null) return sayers.filter(({ kind }) => isCounted(kind));
  const unknown = ids.find((id) => sayers.every((sayer) => sayer.id !== id));
  if (unknown !== undefined)
    throw new OnsetError('not-found', `There is no rater ${unknown} in this project.`);
  return sayers.filter(({ id }) => ids.includes(id));
}

/** In a blind project whoever asks may be told only of clips that they have submitted or skipped, up to that round. */
function toldTo(
  { read }: Catalog,
  { raterId, round }: AgreementRequest,
): { answered: Answered; notes: string[] } {
  if (raterId === null || !read.project.isBlind()) return { answered: null, notes: [] };
  const answered = read.said.answeredBy(raterId);
  const count = [...answered.values()].filter((last) => last >= (round ?? 1)).length;
  return {
    answered,
    notes: [`The project is blind: only the ${count} clips that you have submitted or skipped count.`],
  };
}

/** Turns what was said into numbers that can be compared. */
interface Coder {
  readonly code: (
    sayer: Sayer,
    said: string | number | null,
    distribution: Distribution | null,
  ) => number | null;
  readonly isIntensity: boolean;
  readonly classes: readonly string[];
  readonly codes: readonly Code[];
  readonly notes: () => string[];
}

function coderOf(catalog: Catalog, { kind, classMap }: AgreementRequest): Coder {
  if (kind === 'emotion') return emotionCoder(catalog, classMap);
  if (kind === 'action-units') return unitCoder();
  const code = (_: Sayer, said: string | number | null) => (typeof said === 'number' ? said : null);
  return { code, isIntensity: kind === 'intensity', classes: [], codes: [], notes: () => [] };
}

function emotionCoder(catalog: Catalog, classMap: string | null): Coder {
  const { classes, hear } = translationInto(catalog, classMap);
  const places = new Map(classes.map((name, place) => [name, place]));
  let dropped = 0;
  return {
    code: (sayer, said, distribution) => {
      const { emotion, missing } = hear(sayer, {
        emotion: said === null ? null : String(said),
        distribution,
      });
      const place = places.get(emotion ?? '');
      // Whose distribution has no most probable emotion is left out too, but gave the classes.
      if (place === undefined && missing !== 'tied') dropped++;
      return place ?? null;
    },
    isIntensity: false,
    classes,
    codes: [],
    notes: () =>
      dropped === 0
        ? []
        : [`${dropped} labels are of none of the classes (${classes.join(', ')}) and were left out.`],
  };
}

function unitCoder(): Coder {
  const codes: Code[] = [];
  const places = new Map<string, number>();
  const problems = new Set<string>();
  const place = (text: string) => {
    const { units, problems: found } = parseActionUnits(text);
    if (found.length > 0) problems.add(`${text} (${found.join(' ')})`);
    return codes.push({ text, units, seen: unitsSeen(units) }) - 1;
  };
  return {
    code: (_, said) => {
      const text = String(said);
      const found = places.get(text) ?? place(text);
      places.set(text, found);
      return found;
    },
    isIntensity: false,
    classes: [],
    codes,
    notes: () =>
      problems.size === 0
        ? []
        : [`Not all of these codes could be read: ${[...problems].slice(0, QUOTED).join('; ')}.`],
  };
}

const QUOTED = 5;

/** The clips that at least two raters labelled; rows come clip by clip. */
class Table {
  readonly #columns: ReadonlyMap<RaterId, number>;
  readonly #clips: ClipId[] = [];
  readonly #items: number[] = [];
  readonly #raters: number[] = [];
  readonly #values: number[] = [];
  #clip: ClipId | null = null;
  #start = 0;

  constructor(columns: ReadonlyMap<RaterId, number>) {
    this.#columns = columns;
  }

  /** -1 for a rater who is not compared. */
  columnOf(raterId: RaterId): number {
    return this.#columns.get(raterId) ?? -1;
  }

  add(clipId: ClipId, raterId: RaterId, value: number): void {
    if (clipId !== this.#clip) this.#close();
    this.#clip = clipId;
    this.#items.push(this.#clips.length);
    this.#raters.push(this.columnOf(raterId));
    this.#values.push(value);
  }

  finish(): { clips: readonly ClipId[]; columns: Float64Array[] } {
    this.#close();
    const columns = Array.from(this.#columns, () => new Float64Array(this.#clips.length).fill(Number.NaN));
    this.#values.forEach((value, index) => {
      const column = columns[this.#raters[index] ?? -1];
      if (column) column[this.#items[index] ?? -1] = value;
    });
    return { clips: this.#clips, columns };
  }

  #close(): void {
    const isCompared = this.#values.length - this.#start >= 2;
    if (isCompared && this.#clip !== null) this.#clips.push(this.#clip);
    else this.#truncate(this.#start);
    this.#start = this.#values.length;
  }

  #truncate(length: number): void {
    for (const list of [this.#items, this.#raters, this.#values]) list.length = length;
  }
}

/** Without raters who share no clip with another. */
function compare(
  { read }: Catalog,
  { clips: ids, columns }: ReturnType<Table['finish']>,
  sayers: readonly Sayer[],
  { isIntensity, classes, codes, notes }: Coder,
  before: readonly string[],
): Comparison {
  const records = new Map(read.clips.records(null).map((clip) => [clip.id, clip]));
  const clips = ids.map((id) => {
    const { name = '', subject = null } = records.get(id) ?? {};
    return { id, name, subject };
  });
  const present = sayers.flatMap(({ id, name }, column) => {
    const values = columns[column];
    return values?.some((value) => !Number.isNaN(value)) ? [{ id, name, values }] : [];
  });
  const ratings = { items: ids.length, raters: present.map(({ values }) => values) };
  return {
    data: {
      ratings,
      levels: isIntensity ? levelsOf(ratings) : null,
      classes,
      codes,
      fps: Float64Array.from(ids, (id) => records.get(id)?.fps ?? Number.NaN),
      frameCounts: Float64Array.from(ids, (id) => records.get(id)?.frameCount ?? 0),
    },
    raters: present.map(({ id, name }) => ({ id, name })),
    clips,
    notes: [...before, ...notes()],
  };
}

const MOST_LEVELS = 11;

/** Null where there are too few or too many values for a scale of levels. */
function levelsOf({ raters }: Ratings): number[] | null {
  const found = new Set<number>();
  for (const column of raters) {
    for (const value of column) {
      if (!Number.isNaN(value)) found.add(value);
      if (found.size > MOST_LEVELS) return null;
    }
  }
  return found.size < 3 ? null : [...found].sort((a, b) => a - b);
}
