import { OnsetError } from '#shared/base/errors.ts';
import type { Handlers } from '../context.ts';

const notYet = (what: string): never => {
  throw new OnsetError('internal', `${what} is not there yet.`);
};

export const mediaHandlers = {
  'media.roots': () => notYet('The list of media folders'),
  'media.relink': () => notYet('Finding media again'),
} satisfies Partial<Handlers>;
