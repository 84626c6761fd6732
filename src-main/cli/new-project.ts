import { readdir } from 'node:fs/promises';
import { errorCode } from '#shared/base/errors.ts';
import { type Session, type SessionOptions, withSession } from './session.ts';

/** Works on the project in `dir`, which is made where there is none yet. */
export async function withNewOrOldProject<T>(
  dir: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return (await isNew(dir)) ? withNewProject(dir, work) : withSession(dir, work);
}

export function withNewProject<T>(
  dir: string,
  work: (session: Session) => Promise<T>,
  options: SessionOptions = {},
): Promise<T> {
  const create = async (session: Session) => {
    await session.call('projects.create', { dir });
    return work(session);
  };
  return withSession(null, create, options);
}

/** True where a project may be made: nothing there, or an empty folder. What cannot be read is the opening's to explain. */
export async function isNew(dir: string): Promise<boolean> {
  try {
    return (await readdir(dir)).length === 0;
  } catch (error) {
    return errorCode(error) === 'ENOENT';
  }
}
