import { basename } from 'node:path';
import type { Handlers } from '../context.ts';
import { readBundle } from './bundle-file.ts';
import { exportBundle } from './export-bundle.ts';
import { mergeBundle, previewBundle } from './merge.ts';

export const bundleHandlers = {
  'bundles.export': (request, context) => exportBundle(context.project().catalog, request),
  'bundles.preview': ({ file, keep, taskId }, context) => {
    const { catalog } = context.project();
    return context.tasks.run(taskId, `Reading ${basename(file)}`, async (task) => {
      const bundle = await readBundle(file);
      task.signal.throwIfAborted();
      return previewBundle(catalog, bundle, keep);
    });
  },
  'bundles.merge': ({ file, keep, taskId }, context) => {
    const project = context.project();
    return context.tasks.run(taskId, `Merging ${basename(file)}`, async (task) => {
      const bundle = await readBundle(file);
      task.signal.throwIfAborted();
      const report = mergeBundle(project, bundle, keep);
      const summary = context.projects.summary();
      if (summary !== null) context.emit({ type: 'project', project: summary });
      return report;
    });
  },
} satisfies Partial<Handlers>;
