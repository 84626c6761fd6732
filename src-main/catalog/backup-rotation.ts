import type { Backup } from '#shared/domain/backup.ts';

const DAY_MS = 86_400_000;
const NEWEST_KEPT = 6;
const DAYS_KEPT = 14;
const WEEKS_KEPT = 12;
/** What stood before an update or a restore is what one goes back to when that turns out wrong, weeks later. */
const SPECIAL_KEPT_DAYS = 90;

/**
 * The backups that need not be kept: of the regular ones the newest 6, the newest of each of the last 14 days and of
 * each of the last 12 weeks (from Monday, in UTC) stay; the others for 90 days.
 */
export function outdatedBackups<B extends Pick<Backup, 'at' | 'kind'>>(
  backups: readonly B[],
  now: Date,
): B[] {
  const newestFirst = [...backups].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const regular = newestFirst.filter(({ kind }) => kind === 'regular');
  const kept = new Set<B>([
    ...regular.slice(0, NEWEST_KEPT),
    ...newestOfEach(regular, (one) => dayOf(Date.parse(one.at)), dayOf(now.getTime()) - DAYS_KEPT),
    ...newestOfEach(regular, (one) => weekOf(Date.parse(one.at)), weekOf(now.getTime()) - WEEKS_KEPT),
    ...newestFirst.filter(
      ({ kind, at }) => kind !== 'regular' && now.getTime() - Date.parse(at) < SPECIAL_KEPT_DAYS * DAY_MS,
    ),
  ]);
  return newestFirst.filter((one) => !kept.has(one));
}

/** The first of each period after `last`. */
function newestOfEach<B>(newestFirst: readonly B[], periodOf: (one: B) => number, last: number): B[] {
  const seen = new Set<number>();
  return newestFirst.filter((one) => {
    const period = periodOf(one);
    if (period <= last || seen.has(period)) return false;
    seen.add(period);
    return true;
  });
}

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);
/** The first day of the count, 1 January 1970, was a Thursday. */
const weekOf = (ms: number): number => Math.floor((dayOf(ms) + 3) / 7);
