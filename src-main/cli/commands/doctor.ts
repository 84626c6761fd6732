import { spawn } from 'node:child_process';
import { assertNever } from '#shared/base/assert-never.ts';
import type { BackendReport } from '#shared/domain/backend.ts';
import { EXIT, table } from '../output.ts';
import { withSession } from '../session.ts';

/** What became of one command: not run is what needs another user's rights. */
export interface Fix {
  readonly command: string;
  readonly outcome: 'done' | 'failed' | 'not run';
}

export interface Diagnosis {
  readonly fixes: readonly Fix[];
  readonly backends: readonly BackendReport[];
}

export const doctor = () => withSession(null, (session) => session.call('backends.list', {}));

/** Runs the command of every backend that has one, in Onset's own folder, and looks again. */
export function doctorFix(appDir: string): Promise<Diagnosis> {
  return withSession(null, ({ call, note }) =>
    mend({
      look: () => call('backends.list', {}),
      lookAgain: () => call('backends.retry', {}),
      run: (command) => {
        note(`Running: ${command}`);
        return runInShell(command, appDir);
      },
    }),
  );
}

export interface Mending {
  look(): Promise<readonly BackendReport[]>;
  lookAgain(): Promise<readonly BackendReport[]>;
  /** Gives the exit code. */
  run(command: string): Promise<number>;
}

export async function mend({ look, lookAgain, run }: Mending): Promise<Diagnosis> {
  const before = await look();
  const fixes: Fix[] = [];
  for (const command of commandsOf(before)) {
    const code = canRun(command) ? await run(command) : null;
    fixes.push({ command, outcome: code === null ? 'not run' : code === 0 ? 'done' : 'failed' });
  }
  const changed = fixes.some(({ outcome }) => outcome !== 'not run');
  return { fixes, backends: changed ? await lookAgain() : before };
}

/** `sudo` would ask for a password, and what needs it changes the system: a person's to run. */
const canRun = (command: string) => !command.startsWith('sudo ');

/** Each command once. */
function commandsOf(reports: readonly BackendReport[]): string[] {
  return [...new Set(reports.flatMap(({ fix: command }) => command ?? []))];
}

/** The exit code; what it prints goes to stderr, as stdout is the result's. */
function runInShell(command: string, cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { cwd, shell: true, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

export function doctorInWords(reports: readonly BackendReport[]): string {
  const commands = commandsOf(reports);
  const mending = reports.flatMap(({ name, fix: command }) =>
    command === null ? [] : [`To mend ${name}: ${command}`],
  );
  if (commands.some(canRun))
    mending.push('onset doctor --fix runs what needs no other rights, and looks again.');
  return [backendTable(reports), ...(mending.length === 0 ? [] : ['', ...mending])].join('\n');
}

export function diagnosisInWords({ fixes, backends }: Diagnosis): string {
  const done = fixes.length === 0 ? ['Nothing to mend.'] : fixes.map(fixInWords);
  return [...done, '', backendTable(backends)].join('\n');
}

/** One that was left to a person is no failure. */
export function diagnosisStatus({ fixes }: Diagnosis): number {
  return fixes.some(({ outcome }) => outcome === 'failed') ? EXIT.failed : EXIT.done;
}

function fixInWords({ command, outcome }: Fix): string {
  switch (outcome) {
    case 'done':
      return `Done: ${command}`;
    case 'failed':
      return `Failed: ${command}`;
    case 'not run':
      return `Not run, since it changes the system; run it yourself: ${command}`;
    default:
      return assertNever(outcome);
  }
}

function backendTable(reports: readonly BackendReport[]): string {
  return table(
    ['backend', 'there', 'version', 'device', 'memory', 'why not'],
    reports.map((r) => [
      r.chosen ? `${r.name} (used)` : r.name,
      r.available ? (r.verified ? 'yes' : 'yes, unverified') : 'no',
      r.version ?? '–',
      r.device ?? '–',
      r.memoryMiB === null ? '–' : `${r.memoryMiB} MiB`,
      r.whyNot ?? '',
    ]),
  );
}
