import type { Distribution } from '../domain/label.ts';

/** What an emotion is in the classes asked for: null where a map drops it, undefined where no map leads there. */
export type Way = (emotion: string) => string | null | undefined;

/** A class map between schemes, however schemes are named; what `entries` does not name is dropped. */
export interface WayMap<Scheme> {
  readonly from: Scheme;
  readonly to: Scheme;
  readonly entries: Readonly<Record<string, string | null>>;
}

/** How a rater's emotion and distribution are understood in the classes asked for. */
export interface Heard {
  /** The most probable class, with what is dropped counted as one. */
  readonly emotion: string | null;
  /** Over the classes alone; together 1. */
  readonly distribution: Distribution | null;
  /** The share, 0 to 1, of what was said that is none of the classes. */
  readonly dropped: number;
  /**
   * Why there is no emotion though something was said: several are as probable; it is none of these classes; or no map
   * leads from its scheme to them.
   */
  readonly missing: 'tied' | 'dropped' | 'foreign' | null;
}

const NOTHING = { emotion: null, distribution: null, dropped: 0 } as const;
const SILENT: Heard = { ...NOTHING, missing: null };
const DROPPED: Heard = { ...NOTHING, dropped: 1, missing: 'dropped' };
const FOREIGN: Heard = { ...NOTHING, missing: 'foreign' };

/**
 * The ways from any scheme to `target`: as it is from the target itself; else by `last`, if need be after a map that leads
 * to where `last` begins; else by a map straight there. Of several maps between the same schemes the first one made
 * holds. `maps` in the order they were made.
 */
export function waysInto<Scheme>(
  target: Scheme,
  last: WayMap<Scheme> | null,
  maps: readonly WayMap<Scheme>[],
): (scheme: Scheme) => Way {
  const between = (from: Scheme, to: Scheme) => maps.find((map) => map.from === from && map.to === to);
  const find = (scheme: Scheme): Way => {
    if (scheme === target) return (emotion) => emotion;
    if (scheme === last?.from) return byMap(last);
    const first = last === null ? undefined : between(scheme, last.from);
    if (last === null || first === undefined) return byMap(between(scheme, target));
    const [there, onward] = [byMap(first), byMap(last)];
    return (emotion) => {
      const midway = there(emotion);
      return typeof midway === 'string' ? onward(midway) : midway;
    };
  };
  const found = new Map<Scheme, Way>();
  return (scheme) => {
    const way = found.get(scheme) ?? find(scheme);
    found.set(scheme, way);
    return way;
  };
}

function byMap(map: { readonly entries: Readonly<Record<string, string | null>> } | undefined): Way {
  if (map === undefined) return () => undefined;
  const entries = new Map(Object.entries(map.entries));
  return (emotion) => entries.get(emotion) ?? null;
}

/**
 * The way of emotions that may be of any of `schemes`: what was adjudicated is of the scheme that was the main one at the
 * time. Of those that have the emotion the first from which a way leads holds.
 */
export function wayOfAny<Scheme>(
  schemes: readonly { readonly scheme: Scheme; readonly emotions: ReadonlySet<string> }[],
  wayFrom: (scheme: Scheme) => Way,
): Way {
  return (emotion) => {
    for (const { scheme, emotions } of schemes) {
      const to = emotions.has(emotion) ? wayFrom(scheme)(emotion) : undefined;
      if (to !== undefined) return to;
    }
    return undefined;
  };
}

/** What was said, in the classes `way` leads to. Where there is a distribution, its shares are mapped and the most probable class is the emotion. */
export function hear(
  way: Way,
  { emotion, distribution }: { readonly emotion: string | null; readonly distribution: Distribution | null },
): Heard {
  if (distribution !== null) return hearShares(way, emotion, distribution);
  if (emotion === null) return SILENT;
  const to = way(emotion);
  if (typeof to === 'string') return { ...SILENT, emotion: to };
  return to === null ? DROPPED : FOREIGN;
}

function hearShares(way: Way, emotion: string | null, given: Distribution): Heard {
  const ways = Object.entries(given).map(([name, share]) => ({ name, share, to: way(name) }));
  if (ways.every(({ name, to }) => to === name))
    return { emotion, distribution: given, dropped: 0, missing: emotion === null ? 'tied' : null };
  if (ways.every(({ to }) => to === undefined)) return FOREIGN;
  const mapped = addUp(ways.map(({ to, share }) => [to ?? null, share]));
  const distribution = sharesOf(mapped);
  if (distribution === null) return DROPPED;
  const [leader, ...others] = leadersOf(mapped);
  const found = others.length === 0 ? (leader ?? null) : null;
  const dropped = mapped.get(null) ?? 0;
  const missing = others.length > 0 ? 'tied' : 'dropped';
  return {
    emotion: found,
    distribution,
    dropped: dropped / [...mapped.values()].reduce((sum, share) => sum + share, 0),
    missing: found === null ? missing : null,
  };
}

/** How much was given to each class; null: to none of them. */
export type Answers = ReadonlyMap<string | null, number>;

export function addUp(parts: Iterable<readonly [answer: string | null, amount: number]>): Answers {
  const total = new Map<string | null, number>();
  for (const [answer, amount] of parts) total.set(answer, (total.get(answer) ?? 0) + amount);
  return total;
}

/** The same amounts in another order may differ by their rounding. */
const ROUNDING = 1e-9;

/** The answers that got most; several where they tie, none of nothing. */
export function leadersOf(answers: Answers): (string | null)[] {
  const most = Math.max(...answers.values());
  return [...answers].filter(([, amount]) => amount >= most - ROUNDING).map(([answer]) => answer);
}

/** The shares of the classes among themselves; null where nothing was given to any. */
export function sharesOf(answers: Answers): Distribution | null {
  const given = [...answers].flatMap(([name, amount]): [string, number][] =>
    name === null ? [] : [[name, amount]],
  );
  const total = given.reduce((sum, [, amount]) => sum + amount, 0);
  return total === 0 ? null : Object.fromEntries(given.map(([name, amount]) => [name, amount / total]));
}
