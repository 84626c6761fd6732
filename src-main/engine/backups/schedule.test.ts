import { expect, it } from 'vitest';
import { isDueAtOpening } from './schedule.ts';

const NOW = new Date('2026-03-18T12:00:00.000Z');
const ms = (time: string) => Date.parse(`${time}:00.000Z`);
const made = (time: string, kind: 'regular' | 'damaged' = 'regular') => ({ at: `${time}:00.000Z`, kind });

it.each([
  ['there is none', [], '2020-01-01T00:00', true],
  [
    'the newest is of yesterday, and it was changed since',
    [made('2026-03-17T11:00')],
    '2026-03-17T11:01',
    true,
  ],
  ['nothing was changed since', [made('2026-03-01T11:00')], '2026-02-28T11:00', false],
  ['the newest is of today', [made('2026-03-17T13:00'), made('2026-01-01T00:00')], '2026-03-18T11:00', false],
  ['only what was damaged was kept today', [made('2026-03-18T11:00', 'damaged')], '2026-03-01T00:00', true],
])('a backup at opening, where %s: %s', (_, backups, changed, due) => {
  expect(isDueAtOpening(backups, ms(changed), NOW)).toBe(due);
});
