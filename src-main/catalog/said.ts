import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { Distribution, LabelStatus } from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import type { Database } from './database.ts';
import { parseDistribution } from './label-columns.ts';
import { createReadableSchemes } from './schemes.ts';

/** Who says something, as far as taking raters together or comparing them needs it. */
export interface Sayer {
  readonly id: RaterId;
  readonly name: string;
  readonly kind: RaterKind;
  readonly scheme: string;
}

/** One rater's submitted label of a clip in the round that was asked for; emotions are of the rater's own scheme. */
export interface SaidLabel {
  readonly raterId: RaterId;
  readonly emotion: string | null;
  readonly distribution: Distribution | null;
  readonly intensity: number | null;
  readonly onset: number | null;
  readonly apex: number | null;
  readonly offset: number | null;
  readonly confidence: number | null;
}

/** What raters said of one clip, by rater in the order they came. */
export interface SaidOfClip {
  readonly clipId: ClipId;
  readonly labels: readonly SaidLabel[];
}

/** A field of a label that raters are compared by. */
export type ComparedField = 'intensity' | 'emotion' | 'onset' | 'apex' | 'offset' | 'actionUnits';

type InRound = { readonly round: number | null };
type OfRater = InRound & { readonly raterId: RaterId | null };
type LabelRow = readonly [
  clipId: ClipId,
  raterId: RaterId,
  emotion: string | null,
  distribution: string | null,
  intensity: number | null,
  onset: number | null,
  apex: number | null,
  offset: number | null,
  confidence: number | null,
  round: number,
];
/** The shares only where emotions are asked for. */
type FieldRow = readonly [
  clipId: ClipId,
  raterId: RaterId,
  value: string | number | null,
  distribution: string | null,
  round: number,
];

/** The clips that a rater has answered, with the latest round they did; null where everything may be told. */
export type Answered = ReadonlyMap<ClipId, number> | null;

/** What others said in a later round than the asker has answered is as good as not said. */
const isTold = (answered: Answered, clipId: ClipId, round: number): boolean =>
  answered === null || round <= (answered.get(clipId) ?? 0);

const COLUMNS: Readonly<Record<ComparedField, string>> = {
  intensity: 'intensity',
  emotion: 'emotion',
  onset: 'onset_frame',
  apex: 'apex_frame',
  offset: 'offset_frame',
  actionUnits: 'action_units',
};

/** A round of null: each rater's latest. A label without a row in that round is as good as none. */
const SUBMITTED = `status = 'submitted' AND (@round IS NULL OR round = @round)`;
const BY_RATER = 'AND (@raterId IS NULL OR rater_id = @raterId)';
const BY_LABEL = 'ORDER BY clip_id, rater_id, round';

/** Submitted labels as they are weighed, compared and learned. A million of them are asked at once: rows are arrays, read in one pass. */
export function createReadableSaid(db: Database) {
  const sayers = db.prepare<[], Sayer>(`
    SELECT rater.id, rater.name, kind, scheme.name AS scheme FROM rater JOIN scheme ON scheme.id = scheme_id
    ORDER BY rater.id`);
  const labels = `SELECT clip_id, rater_id, emotion, distribution, intensity, onset_frame, apex_frame, offset_frame, confidence,
      round FROM label`;
  const all = db.prepare<[OfRater], LabelRow>(`${labels} WHERE ${SUBMITTED} ${BY_RATER} ${BY_LABEL}`).raw();
  const some = db
    .prepare<[OfRater & { clipIds: string }], LabelRow>(
      `${labels} JOIN json_each(@clipIds) AS wanted ON wanted.value = clip_id
        WHERE ${SUBMITTED} ${BY_RATER} ${BY_LABEL}`,
    )
    .raw();
  // A change that is taken back within its step ends in a row less, with no other in its place.
  const lastRow = db.prepare<[], unknown>(`
    SELECT (SELECT max(id) FROM label_history) AS present,
      (SELECT seq FROM sqlite_sequence WHERE name = 'label_history') AS given`);
  const schemes = createReadableSchemes(db);
  const answered = db.prepare<[RaterId], { clipId: ClipId; round: number; status: LabelStatus }>(
    'SELECT clip_id AS clipId, round, status FROM label WHERE rater_id = ? ORDER BY clip_id, round',
  );
  const field = (name: ComparedField) =>
    db
      .prepare<[InRound], FieldRow>(
        `SELECT clip_id, rater_id, ${COLUMNS[name]}, ${name === 'emotion' ? 'distribution' : 'NULL'}, round
          FROM label WHERE ${SUBMITTED} ${BY_LABEL}`,
      )
      .raw();
  return {
    sayers: (): Sayer[] => sayers.all(),
    /** Another one whenever a label, a rater, a scheme or a class map has changed. */
    version: (): string => JSON.stringify([lastRow.get(), sayers.all(), schemes.list(), schemes.classMaps()]),
    /** The clips that a rater has submitted or skipped, and is not rating again: with their latest round. */
    answeredBy: (raterId: RaterId): Map<ClipId, number> => {
      const clips = new Map<ClipId, number>();
      for (const { clipId, status, round } of answered.iterate(raterId)) {
        if (status === 'draft') clips.delete(clipId);
        else clips.set(clipId, round);
      }
      return clips;
    },
    /**
     * Clip by clip, of one rater or (null) of all; null: of every clip that somebody labelled. To be taken to its end at
     * once: no write goes in between. `answered`: by who asks.
     */
    *byClip(
      clipIds: readonly ClipId[] | null,
      round: number | null,
      raterId: RaterId | null = null,
      answered: Answered = null,
    ): Generator<SaidOfClip> {
      const rows =
        clipIds === null
          ? all.iterate({ round, raterId })
          : some.iterate({ round, raterId, clipIds: JSON.stringify([...new Set(clipIds)]) });
      let clipId: ClipId | null = null;
      let said: SaidLabel[] = [];
      for (const row of rows) {
        if (!isTold(answered, row[0], row[9])) continue;
        if (clipId !== null && row[0] !== clipId) {
          yield { clipId, labels: said };
          said = [];
        }
        clipId = row[0];
        const label = toSaid(row);
        if (said.at(-1)?.raterId === label.raterId) said[said.length - 1] = label;
        else said.push(label);
      }
      if (clipId !== null) yield { clipId, labels: said };
    },
    /**
     * Calls `visit` with what each rater says of each clip in one field, by clip, then by rater; not where they say
     * nothing. An emotion comes with its distribution, where there is one: the value is null where several lead it.
     * `answered`: by who asks.
     */
    forEach: (
      name: ComparedField,
      round: number | null,
      visit: (
        clipId: ClipId,
        raterId: RaterId,
        value: string | number | null,
        distribution: Distribution | null,
      ) => void,
      answered: Answered = null,
    ): void => {
      let held: FieldRow | null = null;
      const release = () => {
        if (held === null || (held[2] === null && held[3] === null)) return;
        const [clipId, raterId, value, shares] = held;
        visit(clipId, raterId, value, shares === null ? null : parseDistribution(shares));
      };
      for (const row of field(name).iterate({ round })) {
        if (!isTold(answered, row[0], row[4])) continue;
        if (held !== null && (held[0] !== row[0] || held[1] !== row[1])) release();
        held = row;
      }
      release();
    },
  };
}

function toSaid(row: LabelRow): SaidLabel {
  const [, raterId, emotion, shares, intensity, onset, apex, offset, confidence] = row;
  const distribution = shares === null ? null : parseDistribution(shares);
  return { raterId, emotion, distribution, intensity, onset, apex, offset, confidence };
}
