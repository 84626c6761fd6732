import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportPlan } from '#main/exchange/importers/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { Handlers, OpenProject } from '../context.ts';
import { applyPlan, planImport, previewPlan } from './import.ts';

/** The newest previews of each open project, so that what is run is what was shown. They go with the project. */
const previews = new WeakMap<OpenProject, Map<string, ImportPlan>>();
const KEPT_PREVIEWS = 4;

export const importHandlers = {
  'imports.preview': ({ request, taskId }, context) => {
    const project = context.project();
    return context.tasks.run(taskId, `Reading ${basename(request.source)}`, async (task) => {
      const plan = await planImport(project, request, task);
      const report = await previewPlan(project, plan, task);
      return { planId: keepPreview(project, plan), report };
    });
  },
  'imports.run': ({ planId, taskId }, context) => {
    const project = context.project();
    const plan = previews.get(project)?.get(planId);
    if (plan === undefined)
      throw new OnsetError(
        'not-found',
        'This preview is no longer kept. Preview the import again, then run it.',
      );
    return context.tasks.run(taskId, 'Importing', async (task) => {
      const report = await applyPlan(project, plan, task);
      const summary = context.projects.summary();
      if (summary !== null) context.emit({ type: 'project', project: summary });
      return report;
    });
  },
} satisfies Partial<Handlers>;

function keepPreview(project: OpenProject, plan: ImportPlan): string {
  const plans = previews.get(project) ?? new Map<string, ImportPlan>();
  previews.set(project, plans);
  const planId = randomUUID();
  plans.set(planId, plan);
  for (const oldest of [...plans.keys()].slice(0, -KEPT_PREVIEWS)) plans.delete(oldest);
  return planId;
}
