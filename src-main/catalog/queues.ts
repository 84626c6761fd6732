import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelStatus } from '#shared/domain/label.ts';
import type { Database } from './database.ts';
import { createTranslators } from './schemes.ts';

/** How far a rater is with a clip in one round. */
export interface RoundLabel {
  readonly clipId: ClipId;
  readonly status: LabelStatus;
  readonly confidence: number | null;
}

/** What queues are made of, beside what lists of clips know. */
export function createReadableQueues(db: Database) {
  const inRound = db
    .prepare<[number, number], readonly [ClipId, LabelStatus, number | null]>(
      'SELECT clip_id, status, confidence FROM label WHERE rater_id = ? AND round = ?',
    )
    .raw();
  const adjudicated = db
    .prepare<[], ClipId>(`
      SELECT DISTINCT clip_id FROM label WHERE rater_id = (SELECT id FROM rater WHERE kind = 'adjudicated')`)
    .pluck();
  const byModels = db
    .prepare<[], readonly [clipId: ClipId, scheme: number, emotion: string]>(`
      SELECT clip_id, scheme_id, emotion FROM rater CROSS JOIN label ON rater_id = rater.id
      WHERE kind = 'model' AND emotion IS NOT NULL ORDER BY updated_at`)
    .raw();
  const translator = createTranslators(db);
  // The undo ledger knows them by its index; the history, which has a row of every import, would be read to its start.
  const firstEdits = db
    .prepare<[{ raterId: number; round: number }], string>(`
      SELECT at FROM undo_step
      WHERE actor_id = @raterId AND undone = 0 AND rater_id = @raterId AND round = @round AND item = 'label'
        AND before IS NULL
      ORDER BY id DESC`)
    .pluck();
  return {
    /** Of every clip the rater labelled in this round. */
    inRound: (raterId: RaterId, round: number): RoundLabel[] =>
      inRound.all(raterId, round).map(([clipId, status, confidence]) => ({ clipId, status, confidence })),
    /** The clips of which something was adjudicated. */
    adjudicated: (): ClipId[] => adjudicated.all(),
    /** What models say, in the main scheme; of several the one that spoke last. */
    byModels: (): Map<ClipId, string> => {
      const translate = translator();
      return new Map(
        byModels.all().flatMap(([clipId, scheme, emotion]): [ClipId, string][] => {
          const translated = translate(scheme, emotion);
          return translated === null ? [] : [[clipId, translated]];
        }),
      );
    },
    /** When the rater, here, said something of a clip for the first time in this round: the last clip first. To be left early. */
    firstEdits: (raterId: RaterId, round: number): IterableIterator<string> =>
      firstEdits.iterate({ raterId, round }),
  };
}
