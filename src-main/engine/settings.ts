import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type RecentProject, recentProject } from '#shared/domain/project.ts';
import { raterName } from '#shared/domain/rater.ts';
import { writeFileAtomically } from './write-file.ts';

const MAX_RECENT = 12;

const stored = z.object({
  raterName: raterName.nullable().catch(null),
  recent: z.array(recentProject).catch([]),
  keys: z.record(z.string(), z.array(z.string())).catch({}),
});
type Stored = z.infer<typeof stored>;

/** What this machine's user has, whichever project is open. */
export interface Settings {
  readonly raterName: string | null;
  /** The last opened first. */
  readonly recent: readonly RecentProject[];
  /** The keys of commands where they are not the usual ones. */
  readonly keys: Readonly<Record<string, string[]>>;
  rememberRater(name: string): void;
  rememberProject(project: Omit<RecentProject, 'openedAt'>): void;
  rememberKeys(keys: Readonly<Record<string, string[]>>): void;
}

/** Read anew each time, since a window and a command line may both run. A damaged file counts as none. */
export function createSettings(configDir: string): Settings {
  const file = join(configDir, 'settings.json');
  const read = (): Stored => {
    try {
      return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return { raterName: null, recent: [], keys: {} };
    }
  };
  /** Settings that cannot be kept stop nobody's work. */
  const write = (settings: Stored) => {
    try {
      mkdirSync(configDir, { recursive: true });
      writeFileAtomically(file, `${JSON.stringify(settings, null, 2)}\n`);
    } catch (error) {
      console.error(`Cannot write ${file}:`, error);
    }
  };
  return {
    get raterName() {
      return read().raterName;
    },
    get recent() {
      return read().recent;
    },
    get keys() {
      return read().keys;
    },
    rememberRater: (name) => write({ ...read(), raterName: name }),
    rememberKeys: (keys) => write({ ...read(), keys: { ...keys } }),
    rememberProject: ({ dir, name }) => {
      const { recent, ...rest } = read();
      const others = recent.filter((project) => project.dir !== dir);
      const opened = { dir, name, openedAt: new Date().toISOString() };
      write({ ...rest, recent: [opened, ...others].slice(0, MAX_RECENT) });
    },
  };
}

/** ONSET_CONFIG_DIR, else where the platform keeps a user's settings. */
export function defaultConfigDir(): string {
  const { env, platform } = process;
  if (env['ONSET_CONFIG_DIR']) return env['ONSET_CONFIG_DIR'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Onset');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Onset');
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'onset');
}
