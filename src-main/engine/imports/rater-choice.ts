import type { ReadableImports, StoredRater } from '#main/catalog/index.ts';
import type { ImportPlan } from '#main/exchange/importers/index.ts';
import { ADJUDICATED, mayBear } from '#shared/domain/rater.ts';

/** The rater a source's labels belong to, or why they can belong to none. */
export type RaterChoice = { readonly rater: StoredRater } | { readonly problem: string };

/**
 * Who a source means by a rater's name. Tables of labels (`intensities`, our own exports) name the project's raters,
 * people too; any other source speaks for itself, so where somebody else has its name, or its emotions are of another
 * scheme, it gets a name of its own.
 */
export function createRaterChoice(plan: ImportPlan, stored: ReadableImports): (name: string) => RaterChoice {
  const given = new Map((plan.raters ?? []).map((rater) => [foldName(rater.name), rater]));
  const chosen = new Map<string, RaterChoice>();
  const wanted = (name: string): StoredRater => {
    const { kind = 'source', scheme = null } = given.get(foldName(name)) ?? {};
    return { name, kind, scheme };
  };
  const choose = plan.kind === 'intensities' || plan.kind === 'onset-labels' ? chooseNamed : chooseOwn;
  return (name) => {
    const key = foldName(name);
    const choice = chosen.get(key) ?? choose(wanted(name), stored);
    chosen.set(key, choice);
    return choice;
  };
}

/** Names of raters are compared as the catalog does: without regard to the case of A to Z. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function chooseNamed(wanted: StoredRater, stored: ReadableImports): RaterChoice {
  if (!mayBear(wanted))
    return {
      problem: `${wanted.name} cannot be a ${wanted.kind}: ${ADJUDICATED} is who holds what was decided by hand`,
    };
  const found = stored.rater(wanted.name);
  if (found === null) return { rater: wanted };
  if (found.kind !== wanted.kind && (isProgram(found) || isProgram(wanted)))
    return { problem: `${found.name} is a ${found.kind} here, a ${wanted.kind} in this file` };
  if (wanted.scheme !== null && found.scheme !== wanted.scheme)
    return {
      problem: `${found.name} gives emotions of the scheme ${found.scheme} here, of ${wanted.scheme} in this file`,
    };
  return { rater: found };
}

/** Neither typed nor coded by a person of that name. */
const isProgram = ({ kind }: StoredRater) => kind === 'model' || kind === 'adjudicated';

function chooseOwn(wanted: StoredRater, stored: ReadableImports): RaterChoice {
  const { name, kind, scheme } = wanted;
  for (let attempt = 0; ; attempt++) {
    const candidate =
      attempt === 0 ? name : `${name.slice(0, 60)} (${kind}${attempt === 1 ? '' : ` ${attempt}`})`;
    if (!mayBear({ ...wanted, name: candidate })) continue;
    const found = stored.rater(candidate);
    if (found === null) return { rater: { ...wanted, name: candidate } };
    if (found.kind === kind && (scheme === null || found.scheme === scheme)) return { rater: found };
  }
}
