import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { type Database, transaction } from './database.ts';
import { toColumns, type ValueColumns } from './label-columns.ts';
import { createSummaryWriter } from './summaries.ts';

/** Which label: one rater's of one clip in one round. */
export interface LabelKey {
  readonly clipId: ClipId;
  readonly raterId: RaterId;
  readonly round: number;
}

export function createWritableLabels(db: Database) {
  // Not a replacement, which would write the index by raters too: each page more is felt in every put.
  const upsert = db.prepare<[LabelKey & ValueColumns & { at: string }]>(`
    INSERT INTO label (clip_id, rater_id, round, status, emotion, distribution, intensity,
      onset_frame, apex_frame, offset_frame, onset_estimated, apex_estimated, offset_estimated,
      action_units, confidence, note, skip_reason, updated_at)
    VALUES (@clipId, @raterId, @round, @status, @emotion, @distribution, @intensity,
      @onset, @apex, @offset, @onsetEstimated, @apexEstimated, @offsetEstimated,
      @actionUnits, @confidence, @note, @skipReason, @at)
    ON CONFLICT (clip_id, rater_id, round) DO UPDATE SET status = excluded.status, emotion = excluded.emotion,
      distribution = excluded.distribution, intensity = excluded.intensity, onset_frame = excluded.onset_frame,
      apex_frame = excluded.apex_frame, offset_frame = excluded.offset_frame, onset_estimated = excluded.onset_estimated,
      apex_estimated = excluded.apex_estimated, offset_estimated = excluded.offset_estimated,
      action_units = excluded.action_units, confidence = excluded.confidence, note = excluded.note,
      skip_reason = excluded.skip_reason, updated_at = excluded.updated_at`);
  const remove = db.prepare<[number, number, number]>(
    'DELETE FROM label WHERE clip_id = ? AND rater_id = ? AND round = ?',
  );
  const summaries = createSummaryWriter(db);
  const write = ({ clipId, raterId, round }: LabelKey, values: LabelValues | null, at: string): void => {
    if (values === null) remove.run(clipId, raterId, round);
    else upsert.run({ ...toColumns(values), clipId, raterId, round, at });
  };
  return {
    /** This rater's label of the clip; null takes it away. What the raters together say of the clip follows. */
    put: (key: LabelKey, values: LabelValues | null, at: string): void =>
      transaction(db, () => {
        write(key, values, at);
        summaries.refresh([key.clipId]);
      }),
    /** Many at once, in one transaction. */
    putAll: (
      labels: Iterable<{ readonly key: LabelKey; readonly values: LabelValues | null; readonly at: string }>,
    ): void =>
      transaction(db, () => {
        const touched = new Set<ClipId>();
        for (const { key, values, at } of labels) {
          write(key, values, at);
          touched.add(key.clipId);
        }
        summaries.refresh(touched);
      }),
    /** After the main scheme or a class map has changed. */
    refreshSummaries: (): void => transaction(db, () => summaries.refreshAll()),
  };
}
