import { OnsetError } from '#shared/base/errors.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import type { Session } from './session.ts';

/** The raters of these names, in any case. Throws OnsetError `not-found`. */
export async function raterIds(
  { call }: Pick<Session, 'call'>,
  names: readonly string[],
): Promise<RaterId[]> {
  if (names.length === 0) return [];
  const raters = await call('raters.list', {});
  return names.map((given) => {
    const name = given.trim();
    const found = raters.find((rater) => rater.name.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found.id;
    const there = raters.map((rater) => rater.name).join(', ') || 'none';
    throw new OnsetError(
      'not-found',
      `There is no rater named ${name} in this project. Its raters: ${there}.`,
    );
  });
}
