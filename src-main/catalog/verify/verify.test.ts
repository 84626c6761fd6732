import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import { openForWriting } from '../database.ts';
import { openCatalog, serializeTrace } from '../index.ts';
import { addSamples, clipIdOf, temporaryFolder } from '../test-support.ts';
import { verifyCatalog } from './verify.ts';

/** A catalog with labels, a label that was taken away, and a trace, each with its history. */
function savedCatalog(): string {
  const file = join(temporaryFolder(), 'catalog.sqlite');
  const catalog = openCatalog(file, { mode: 'create' });
  addSamples(
    catalog,
    [{ name: 'a' }, { name: 'b' }],
    [
      { clip: 'a', rater: 'sheet', emotion: 'fear', intensity: 0.25, onset: 1, note: 'x' },
      { clip: 'b', rater: 'sheet' },
    ],
  );
  const ada: RaterId = catalog.write.raters.enterPerson('Ada');
  const key = { clipId: clipIdOf(catalog, 'a'), raterId: ada, round: 2 };
  const row = { ...key, actorId: ada, at: '2030-01-01T00:00:00.000Z', cause: 'edit' as const };
  const shares = { ...EMPTY_LABEL, emotion: 'fear', distribution: { fear: 0.75, anger: 0.25 } };
  for (const state of [EMPTY_LABEL, shares]) {
    catalog.write.labels.put(key, state, row.at);
    catalog.write.history.addLabel({ ...row, state });
  }
  for (const state of [EMPTY_LABEL, null]) {
    catalog.write.labels.put({ ...key, round: 3 }, state, row.at);
    catalog.write.history.addLabel({ ...row, round: 3, state });
  }
  const values = {
    interpolation: 'linear' as const,
    points: [[0, 0.1] as [number, number], [5, 1] as [number, number]],
  };
  catalog.write.traces.put(key, 'intensity', values, row.at);
  catalog.write.history.add({ ...row, item: 'trace:intensity', state: serializeTrace(values) });
  catalog.close();
  return file;
}

function problemsAfter(sql: string): readonly string[] {
  const file = savedCatalog();
  const db = openForWriting(file, true);
  db.exec(sql);
  db.close();
  return verifyCatalog(file).checks.flatMap(({ problems }) => problems);
}

describe('verify', () => {
  it('finds nothing wrong where nothing is, also while it is open for writing', () => {
    const file = savedCatalog();
    const writer = openCatalog(file, { mode: 'write' });
    const { version, isUpToDate, checks } = verifyCatalog(file);
    writer.close();
    expect(checks.map(({ problems }) => problems)).toEqual(Array.from({ length: 8 }, () => []));
    expect(isUpToDate).toBe(true);
    expect(version).toBeGreaterThan(0);
  });

  const OF_ADA = "rater_id = (SELECT id FROM rater WHERE name = 'Ada')";
  it.each([
    [
      'a label changed behind its history',
      `UPDATE label SET intensity = 0.5 WHERE intensity = 0.25`,
      /label of sheet, round 1, on clip a/,
    ],
    [
      'shares changed',
      `UPDATE label SET distribution = '{"anger":0.75,"fear":0.25}' WHERE ${OF_ADA}`,
      /label of Ada, round 2/,
    ],
    ['a label gone', `DELETE FROM label WHERE ${OF_ADA}`, /label of Ada, round 2, on clip a/],
    [
      'a label without history',
      `DELETE FROM label_history WHERE clip_id = 2`,
      /label of sheet, round 1, on clip b/,
    ],
    [
      'the last row of a history gone',
      `DELETE FROM label_history WHERE round = 3 AND state IS NULL`,
      /label of Ada, round 3/,
    ],
    ['a trace changed', `UPDATE trace SET points = '[[0,0.2],[5,1]]'`, /trace of Ada, round 2, on clip a/],
    [
      'a state that cannot be read',
      `UPDATE label_history SET state = '{' WHERE clip_id = 2`,
      /label of sheet, round 1, on clip b/,
    ],
    ['a trace gone', `DELETE FROM trace`, /trace of Ada/],
    [
      'a frame gone',
      `DELETE FROM frame WHERE clip_id = 1 AND position = 9`,
      /clip a counts 10 frames; it has 9/,
    ],
    [
      'a gap between frames',
      `UPDATE frame SET position = 20 WHERE clip_id = 2 AND position = 4`,
      /clip b counts 10 frames; it has 10, the last of them 20/,
    ],
    [
      'shares that do not add up',
      `UPDATE label SET distribution = '{"anger":0.5,"fear":0.25}' WHERE ${OF_ADA}`,
      /the distribution of Ada, round 2, on clip a is none whose shares add up to 1/,
    ],
    [
      'a mark past the last frame',
      `UPDATE label SET onset_frame = 10 WHERE intensity = 0.25`,
      /a mark in the label of sheet, round 1, on clip a is past the last of its 10 frames/,
    ],
    [
      'a point past the last frame',
      `UPDATE trace SET points = '[[0,0.1],[10,1]]'`,
      /the trace of Ada, round 2, on clip a is none, or goes past the last frame/,
    ],
    [
      'an undo state that cannot be read',
      `INSERT INTO undo_step SELECT 1, rater_id, clip_id, rater_id, 1, 'label', '', NULL, NULL, '{"intensity":2}', 0
        FROM label WHERE ${OF_ADA}`,
      /a former state of what was said by Ada, round 1, on clip a cannot be read/,
    ],
    [
      'a state that is no JSON',
      `UPDATE label_history SET state = '{' WHERE item <> 'label'`,
      /cannot be read/,
    ],
    [
      'a summary that is not of its labels',
      `UPDATE clip_summary SET intensity = 0.75 WHERE clip_id = 1`,
      /what is kept of clip a is not what its labels give/,
    ],
    ['a summary gone', `DELETE FROM clip_summary WHERE clip_id = 2`, /what is kept of clip b/],
    ['a summary too many', `UPDATE label SET status = 'draft' WHERE clip_id = 2`, /what is kept of clip b/],
    [
      'a dangling reference',
      `PRAGMA foreign_keys = OFF; DELETE FROM rater WHERE name = 'Ada'`,
      /rows of label refer to a rater/,
    ],
  ])('finds %s', (_, sql, words) => {
    expect(problemsAfter(sql).join('\n')).toMatch(words);
  });

  it('says no more than can be read', () => {
    const problems = problemsAfter(`
      WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
      INSERT INTO clip (id, key, name, frame_count, media_missing) SELECT i, i, i, 1, 0 FROM n`);
    expect(problems).toHaveLength(20);
  });
});
