import { describe, expect, it } from 'vitest';
import type { BackupKind } from '#shared/domain/backup.ts';
import { outdatedBackups } from './backup-rotation.ts';

/** A Wednesday. */
const NOW = new Date('2026-03-18T12:00:00.000Z');
const made = (time: string, kind: BackupKind = 'regular') => ({ at: `${time}:00.000Z`, kind });
/** Six of today, so that none of the tests is about the newest six. */
const SIX = ['11:30', '11:00', '10:30', '10:00', '09:30', '09:00'].map((at) => made(`2026-03-18T${at}`));
const outdated = (...others: ReturnType<typeof made>[]) =>
  outdatedBackups([...others, ...SIX], NOW).map(({ at }) => at.slice(0, 16));

describe('rotation keeps', () => {
  it('the newest six, however old and however close', () => {
    const old = ['2020-01-01T01:00', '2020-01-01T02:00', '2020-01-01T03:00'].map((at) => made(at));
    expect(outdatedBackups(old, NOW)).toEqual([]);
    expect(outdatedBackups(SIX, NOW)).toEqual([]);
    expect(outdated(made('2026-03-18T08:30'), made('2026-03-18T08:00'))).toEqual([
      '2026-03-18T08:30',
      '2026-03-18T08:00',
    ]);
  });

  it('the newest of each of the last 14 days, today among them', () => {
    // The 5th is the 14th day back; the 4th, a Wednesday, lies before it and is not the last of its week.
    const days = ['2026-03-17T23:59', '2026-03-17T08:00', '2026-03-05T10:00', '2026-03-04T10:00'];
    expect(outdated(...days.map((at) => made(at)))).toEqual(['2026-03-17T08:00', '2026-03-04T10:00']);
  });

  it('the newest of each of the last 12 weeks, from Monday to Sunday', () => {
    // Sunday the 1st and Saturday the 28th are of one week; Sunday the 22nd is of the one before.
    const near = ['2026-03-01T10:00', '2026-02-28T10:00', '2026-02-22T10:00'];
    expect(outdated(...near.map((at) => made(at)))).toEqual(['2026-02-28T10:00']);
    // This week began on 16 March, the 12th back on Monday 29 December; the Sunday before it is too old.
    const far = ['2025-12-29T00:00', '2025-12-28T23:59'];
    expect(outdated(...far.map((at) => made(at)))).toEqual(['2025-12-28T23:59']);
  });

  it('what stood before an update or a restore for 90 days, beside the others', () => {
    const special = (at: string) =>
      (['before-update', 'before-restore', 'damaged'] as const).map((kind) => made(at, kind));
    expect(outdated(...special('2025-12-19T12:00'))).toEqual([]);
    expect(outdated(...special('2025-12-18T12:00'))).toHaveLength(3);
  });

  it('of nothing, nothing', () => {
    expect(outdatedBackups([], NOW)).toEqual([]);
  });
});
