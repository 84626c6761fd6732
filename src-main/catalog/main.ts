import { setPriority } from 'node:os';
import { toFailure } from '#shared/base/errors.ts';
import { writeBackup } from './backup-write.ts';
import { type CatalogEvent, catalogRequest } from './child-messages.ts';
import { openForReading } from './database.ts';
import { pageProblem } from './health.ts';

/** Child entry: checks or copies a catalog that the engine works on, which is never written here. */
process.once('message', (message) => {
  perform(message).then(leave, (error: unknown) => leave({ type: 'failed', failure: toFailure(error) }));
});
// The engine is gone, or has stopped us. A half-written backup is taken away at the next opening.
process.on('disconnect', () => process.exit(0));

/** Of what one waits for, nothing waits for this. */
const LOW_PRIORITY = 10;

async function perform(message: unknown): Promise<CatalogEvent> {
  const request = catalogRequest.parse(message);
  try {
    setPriority(LOW_PRIORITY);
  } catch {
    // A system that does not let us be modest.
  }
  if (request.type === 'backup') return { type: 'backed-up', backup: await writeBackup(request) };
  const db = openForReading(request.catalog);
  try {
    return { type: 'checked', problem: pageProblem(db) };
  } finally {
    db.close();
  }
}

/** Not before the event is on its way. */
function leave(last: CatalogEvent): void {
  process.send?.(last, () => process.exit(0));
}
