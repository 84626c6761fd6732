import type { ClipId } from '#shared/domain/ids.ts';
import { type ClipSummary, type CountedLabel, summarizeClip } from '#shared/kernels/clip-summary.ts';
import { type Database, transaction } from './database.ts';
import { createTranslators, type Translator } from './schemes.ts';

/** Counted up when {@link summarizeClip} means something else: summaries made by the former rule are made anew. */
const RULE = '2';

interface SummaryColumns extends Omit<ClipSummary, 'apexEstimated'> {
  readonly clipId: ClipId;
  readonly apexEstimated: 0 | 1;
}

export interface SummarizedClip extends ClipSummary {
  readonly clipId: ClipId;
}

const SUMMARY = `
  SELECT clip_id AS clipId, rater_count AS raterCount, emotion, emotion_agreement AS emotionAgreement, intensity,
    intensity_spread AS intensitySpread, onset_frame AS onset, apex_frame AS apex, offset_frame AS "offset",
    apex_estimated AS apexEstimated
  FROM clip_summary`;

export function createReadableSummaries(db: Database) {
  const some = db.prepare<[string], SummaryColumns>(
    `${SUMMARY} JOIN json_each(?) AS wanted ON wanted.value = clip_id`,
  );
  const all = db.prepare<[], SummaryColumns>(`${SUMMARY} ORDER BY clip_id`);
  return {
    /** What the raters together say of these clips; clips nobody labelled are not in it. */
    ofClips: (clipIds: readonly ClipId[]): Map<ClipId, SummarizedClip> =>
      new Map(some.all(JSON.stringify([...new Set(clipIds)])).map((row) => [row.clipId, toSummary(row)])),
    /** By clip, of those somebody labelled. */
    all: (): SummarizedClip[] => all.all().map(toSummary),
  };
}

function toSummary(row: SummaryColumns): SummarizedClip {
  return { ...row, apexEstimated: row.apexEstimated === 1 };
}

interface LabelRow extends Omit<CountedLabel, 'missing' | 'apexEstimated'> {
  readonly clipId: ClipId;
  readonly raterId: number;
  readonly scheme: number;
  readonly distribution: string | null;
  readonly apexEstimated: 0 | 1;
}

const COUNTED = `
  SELECT clip_id AS clipId, rater_id AS raterId, kind, scheme_id AS scheme, emotion, distribution, intensity,
    onset_frame AS onset, apex_frame AS apex, offset_frame AS "offset", apex_estimated AS apexEstimated
  FROM label JOIN rater ON rater.id = rater_id
  WHERE status = 'submitted' AND kind <> 'model'`;

/** Keeps `clip_summary` in step with the labels; its caller holds the transaction. */
export function createSummaryWriter(db: Database) {
  const ofClip = db.prepare<[number], LabelRow>(`${COUNTED} AND clip_id = ? ORDER BY rater_id, round`);
  const remove = db.prepare<[number]>('DELETE FROM clip_summary WHERE clip_id = ?');
  const upsert = db.prepare<[SummaryColumns]>(`
    INSERT OR REPLACE INTO clip_summary (clip_id, rater_count, emotion, emotion_agreement, intensity, intensity_spread,
      onset_frame, apex_frame, offset_frame, apex_estimated)
    VALUES (@clipId, @raterCount, @emotion, @emotionAgreement, @intensity, @intensitySpread,
      @onset, @apex, @offset, @apexEstimated)`);
  const setRule = db.prepare<[string]>(`INSERT OR REPLACE INTO meta (key, value) VALUES ('summary-rule', ?)`);
  const translator = createTranslators(db);
  const write = (summary: SummarizedClip): void =>
    void upsert.run({ ...summary, apexEstimated: summary.apexEstimated ? 1 : 0 });
  return {
    refresh: (clipIds: Iterable<ClipId>): void => {
      const translate = translator();
      for (const clipId of clipIds) {
        const rows = ofClip.all(clipId);
        if (rows.length === 0) remove.run(clipId);
        else write(summarize(clipId, rows, translate));
      }
    },
    refreshAll: (): void => {
      db.exec('DELETE FROM clip_summary');
      for (const summary of computeSummaries(db)) write(summary);
      setRule.run(RULE);
    },
  };
}

/** What the raters together say of each clip, computed from the labels as they are, by clip. */
export function* computeSummaries(db: Database): Generator<SummarizedClip> {
  const all = db.prepare<[], LabelRow>(`${COUNTED} ORDER BY clip_id, rater_id, round`);
  const translate = createTranslators(db)();
  for (const rows of clipsOf(all.all())) {
    const [first] = rows;
    if (first !== undefined) yield summarize(first.clipId, rows, translate);
  }
}

function summarize(clipId: ClipId, rows: readonly LabelRow[], translate: Translator): SummarizedClip {
  return { ...summarizeClip(latestOfEach(rows).map((row) => toCounted(row, translate))), clipId };
}

/** Makes all summaries where a migration, or a former version of the program, left none that hold. */
export function bringSummariesUpToDate(db: Database): void {
  const made = db.prepare<[], { value: string }>(`SELECT value FROM meta WHERE key = 'summary-rule'`).get();
  if (made?.value !== RULE) transaction(db, () => createSummaryWriter(db).refreshAll());
}

/** Of several rounds of one rater the last; rows come by rater, then by round. */
function latestOfEach(rows: readonly LabelRow[]): LabelRow[] {
  return rows.filter((row, index) => rows[index + 1]?.raterId !== row.raterId);
}

function toCounted(row: LabelRow, translate: Translator): CountedLabel {
  return { ...row, ...translate(row), apexEstimated: row.apexEstimated === 1 };
}

function* clipsOf(rows: readonly LabelRow[]): Generator<readonly LabelRow[]> {
  let start = 0;
  for (let end = 1; end <= rows.length; end++) {
    if (rows[end]?.clipId === rows[start]?.clipId) continue;
    yield rows.slice(start, end);
    start = end;
  }
}
