import type { Rater } from '#shared/domain/rater.ts';
import type { Handlers, OpenProject } from '../context.ts';

export const raterHandlers = {
  'raters.list': (_, context) => context.project().catalog.read.raters.list(),
  'raters.enter': ({ name }, { project, settings }) => {
    const rater = enter(project(), name);
    settings.rememberRater(rater.name);
    return rater;
  },
} satisfies Partial<Handlers>;

/** In a project that can only be read, whoever has labels there may look at them. */
function enter({ catalog: { read, write } }: OpenProject, name: string): Rater {
  const known = read.raters.find(name);
  if (known?.kind === 'person') return known;
  const entered = read.raters.get(write.raters.enterPerson(name));
  if (entered === null) throw new Error('A rater that was just written is not there.');
  return entered;
}
