import type { Handlers } from '../context.ts';
import { exportLabels, planExport } from './export.ts';
import { historyOf } from './history.ts';
import { restoreLabel, setLabel, takeStep, undoState } from './ledger.ts';
import { setTrace, tracesOf } from './traces.ts';

export const labelHandlers = {
  'labels.set': (request, context) => setLabel(context.project().catalog, request),
  'labels.undo': ({ raterId }, context) => takeStep(context.project().catalog, raterId, 'undo'),
  'labels.redo': ({ raterId }, context) => takeStep(context.project().catalog, raterId, 'redo'),
  'labels.undoState': ({ raterId }, context) => undoState(context.project().catalog, raterId),
  'labels.restore': (request, context) => restoreLabel(context.project().catalog, request),
  'labels.history': (request, context) => historyOf(context.project().catalog, request),
  'traces.ofClip': (request, context) => tracesOf(context.project().catalog, request),
  'traces.set': (request, context) => setTrace(context.project().catalog, request),
  'labels.exportPlan': (request, context) => planExport(context.project().catalog, request),
  'labels.export': (request, context) => exportLabels(context.project().catalog, request),
} satisfies Partial<Handlers>;
