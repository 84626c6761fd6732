import type { BackendReport } from '#shared/domain/backend.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';

type Report = Pick<BackendReport, 'name' | 'device' | 'whyNot' | 'available' | 'chosen'>;

/** Which backend a run with this choice uses. */
export function backendHint(choice: RunSpec['backend'], reports: readonly Report[]): string {
  const used = reports.find((report) => (choice === 'auto' ? report.chosen : report.name === choice));
  if (used === undefined) return 'No backend here is known to work.';
  if (!used.available) return `Runs use ${used.name} and nothing else.`;
  return `Uses ${used.name}${used.device === null ? '' : ` on ${used.device}`}.`;
}

/** Why `auto` takes none of the faster ones; empty where none is faster. `reports` come the best first. */
export function whyNoFaster(reports: readonly Report[]): string {
  const faster = reports.slice(
    0,
    Math.max(
      0,
      reports.findIndex(({ chosen }) => chosen),
    ),
  );
  return faster.flatMap(({ name, whyNot }) => (whyNot === null ? [] : [`No ${name}: ${whyNot}`])).join(' ');
}

/** Why no run can use this choice; null where it can, or nobody knows yet. */
export function backendProblem(choice: RunSpec['backend'], reports: readonly Report[]): string | null {
  const named = reports.find(({ name }) => name === choice);
  if (named === undefined || named.available) return null;
  return `${named.name} is not there. ${named.whyNot ?? ''}`.trim();
}
