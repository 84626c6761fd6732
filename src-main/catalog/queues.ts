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
  const adjudicated = (isSaid: string) =>
    db
      .prepare<[], ClipId>(`
        SELECT clip_id FROM label WHERE rater_id = (SELECT id FROM rater WHERE kind = 'adjudicated')
          AND status = 'submitted' AND (${isSaid})`)
      .pluck();
  const decidedEmotions = adjudicated('emotion IS NOT NULL OR distribution IS NOT NULL');
  const decidedIntensities = adjudicated('intensity IS NOT NULL');
  const byModels = db
    .prepare<[], readonly [clipId: ClipId, scheme: number, emotion: string, distribution: string | null]>(`
      SELECT clip_id, scheme_id, emotion, distribution FROM rater CROSS JOIN label ON rater_id = rater.id
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
    /** The clips whose emotion, and those whose intensity, was adjudicated. */
    adjudicated: (): { readonly emotion: Set<ClipId>; readonly intensity: Set<ClipId> } => ({
      emotion: new Set(decidedEmotions.all()),
      intensity: new Set(decidedIntensities.all()),
    }),
    /** What models say, in the main scheme; of several the one that spoke last. */
    byModels: (): Map<ClipId, string> => {
      const translate = translator();
      return new Map(
        byModels.all().flatMap(([clipId, scheme, emotion, distribution]): [ClipId, string][] => {
          const translated = translate({ scheme, kind: 'model', emotion, distribution });
          return translated.emotion === null ? [] : [[clipId, translated.emotion]];
        }),
      );
    },
    /** When the rater, here, said something of a clip for the first time in this round: the last clip first. To be left early. */
    firstEdits: (raterId: RaterId, round: number): IterableIterator<string> =>
      firstEdits.iterate({ raterId, round }),
  };
}
