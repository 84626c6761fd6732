import { OnsetError } from '#shared/base/errors.ts';
import type { Handlers } from '../context.ts';

const notYet = (what: string): never => {
  throw new OnsetError('internal', `${what} is not there yet.`);
};

export const frameHandlers = {
  'frames.write': () => notYet('Writing frames'),
  'frames.motion': () => notYet('The motion curve'),
  'frames.flow': () => notYet('Optical flow'),
  'frames.face': () => notYet('Finding faces'),
} satisfies Partial<Handlers>;
