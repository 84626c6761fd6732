import { OnsetError } from '#shared/base/errors.ts';
import type { Handlers } from '../context.ts';

export const subjectHandlers = {
  'subjects.list': (_, context) => context.project().catalog.read.subjects.list(),
  'subjects.setAttribute': ({ subject, name, value }, context) => {
    const { read, write } = context.project().catalog;
    return write.transaction(() => {
      if (!read.subjects.list().some((known) => known.name === subject))
        throw new OnsetError('not-found', `This project has no subject ${subject}.`);
      write.subjects.setAttribute(subject, name, value);
      return read.subjects.list();
    });
  },
} satisfies Partial<Handlers>;
