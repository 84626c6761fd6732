import { assignEmotionKeys, type Emotion } from '#shared/domain/emotion.ts';
import { queryClips } from '../clips/query.ts';
import type { Handlers, OpenProject } from '../context.ts';

export const emotionHandlers = {
  'emotions.list': (_, context) => listEmotions(context.project()),
  'emotions.add': ({ name }, context) => {
    const project = context.project();
    project.catalog.write.emotions.add(name);
    return listEmotions(project);
  },
  'emotions.aliases': (_, context) => context.project().catalog.read.schemes.aliases(),
  'emotions.putAlias': ({ alias, emotion }, context) => {
    const { read, write } = context.project().catalog;
    write.schemes.putAlias(alias, emotion);
    return read.schemes.aliases();
  },
} satisfies Partial<Handlers>;

/** The project's scheme in its order; clips count where the raters together say so. */
function listEmotions({ catalog }: OpenProject): Emotion[] {
  const names = catalog.read.emotions.names();
  const keys = assignEmotionKeys(names);
  const { facets } = queryClips(catalog, {}, { by: 'name', direction: 'ascending' }, null);
  const counts = new Map(facets.emotions.map(({ value, count }) => [value, count]));
  return names.map((name) => ({ name, key: keys.get(name) ?? '?', clipCount: counts.get(name) ?? 0 }));
}
