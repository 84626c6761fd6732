import { resolve } from 'node:path';
import { listBackups } from '#main/catalog/backup-names.ts';
import type { Handlers } from '../context.ts';
import { projectPaths } from '../projects/folder.ts';
import { keeperOf } from './keeper.ts';

export const backupHandlers = {
  'projects.health': (_, { project }) => keeperOf(project()).health(),
  'backups.list': (_, { project }) => ({
    backups: listBackups(projectPaths(project().dir).catalog),
    failure: keeperOf(project()).failure(),
  }),
  'backups.make': ({ file }, { project }) => keeperOf(project()).backUp(file === null ? null : resolve(file)),
} satisfies Partial<Handlers>;
