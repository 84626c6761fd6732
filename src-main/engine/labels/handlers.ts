import { OnsetError } from '#shared/base/errors.ts';
import type { Handlers } from '../context.ts';
import { exportLabels } from './export.ts';
import { setLabel, takeStep, undoState } from './ledger.ts';

export const labelHandlers = {
  'labels.set': (request, context) => setLabel(context.project().catalog, request),
  'labels.undo': ({ raterId }, context) => takeStep(context.project().catalog, raterId, 'undo'),
  'labels.redo': ({ raterId }, context) => takeStep(context.project().catalog, raterId, 'redo'),
  'labels.undoState': ({ raterId }, context) => undoState(context.project().catalog, raterId),
  'labels.history': ({ clipId }, context) => {
    const { read } = context.project().catalog;
    if (read.clips.get(clipId) === null)
      throw new OnsetError('not-found', `There is no clip ${clipId} in this project.`);
    return read.labels.history(clipId);
  },
  'labels.export': ({ format, file }, context) => exportLabels(context.project(), format, file),
} satisfies Partial<Handlers>;
