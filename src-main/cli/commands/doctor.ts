import type { BackendReport } from '#shared/domain/backend.ts';
import { table } from '../output.ts';
import { withSession } from '../session.ts';

export const doctor = () => withSession(null, (session) => session.call('backends.list', {}));

export const doctorInWords = (reports: readonly BackendReport[]) =>
  table(
    ['backend', 'there', 'version', 'device', 'why not'],
    reports.map((r) => [
      r.chosen ? `${r.name} (used)` : r.name,
      r.available ? 'yes' : 'no',
      r.version ?? '–',
      r.device ?? '–',
      r.whyNot ?? '',
    ]),
  );
