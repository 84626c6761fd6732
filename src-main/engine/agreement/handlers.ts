import { OnsetError } from '#shared/base/errors.ts';
import type { Handlers } from '../context.ts';
import { decidedClips } from './decided.ts';
import { resampledReport } from './intervals.ts';
import { comparePair } from './pair.ts';
import { readComparison } from './read-comparison.ts';
import { estimate, methodOf, toReport } from './report.ts';

export const agreementHandlers = {
  'agreement.report': ({ request }, context) => {
    const comparison = readComparison(context.project().catalog, request);
    return toReport(request.kind, comparison, estimate(comparison, methodOf(request.kind)));
  },
  'agreement.intervals': ({ request, resamples, seed, taskId }, context) => {
    const { catalog } = context.project();
    return context.tasks.run(taskId, 'Resampling for intervals', async (task) =>
      resampledReport(request, readComparison(catalog, request), { resamples, seed }, task),
    );
  },
  'agreement.pair': ({ request, a, b }, context) => {
    const { catalog } = context.project();
    if (a === b) throw new OnsetError('bad-input', 'Choose two raters: one cannot differ from themselves.');
    if (request.raterId === null && catalog.read.project.isBlind())
      throw new OnsetError('conflict', 'The project is blind: say who you are to see what raters said.');
    const comparison = readComparison(catalog, { ...request, raters: [a, b] });
    return comparePair(request, comparison, a, b, decidedClips(catalog, request.kind));
  },
} satisfies Partial<Handlers>;
