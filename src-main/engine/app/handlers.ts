import { homedir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Handlers } from '../context.ts';

export const appHandlers = {
  'app.info': (_, { app, settings }) => ({
    version: packageJson.version,
    host: app.host,
    notice: app.notice,
    defaultProjectsDir: join(homedir(), 'Onset'),
    raterName: settings.raterName,
  }),
  'app.keys': (_, { settings }) => settings.keys,
  'app.putKeys': ({ keys }, { settings }) => {
    settings.rememberKeys(keys);
    return settings.keys;
  },
  'tasks.cancel': ({ taskId }, { tasks }) => {
    tasks.cancel(taskId);
    return {};
  },
} satisfies Partial<Handlers>;
