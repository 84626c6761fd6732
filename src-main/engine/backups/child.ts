import { type CatalogEvent, type CatalogRequest, catalogEvent } from '#main/catalog/child-messages.ts';
import { askChild } from '#main/jobs/ask-child.ts';
import { childEntry, endAsError } from '#main/jobs/child.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { Backup } from '#shared/domain/backup.ts';

const WHO = 'the check of the catalog';

/** What is wrong with the pages of the catalog; null where nothing is. In a child, so that nobody waits. Throws OnsetError. */
export async function checkPages(catalog: string, signal: AbortSignal): Promise<string | null> {
  const event = await ask({ type: 'check', catalog }, signal);
  if (event.type !== 'checked') throw new Error('The child answered something else.');
  return event.problem;
}

/** Writes a backup in a child. `out` null: in the folder of backups. Throws OnsetError. */
export async function makeBackup(catalog: string, out: string | null, signal: AbortSignal): Promise<Backup> {
  const event = await ask({ type: 'backup', catalog, out, kind: 'regular' }, signal);
  if (event.type !== 'backed-up') throw new Error('The child answered something else.');
  return event.backup;
}

async function ask(request: CatalogRequest, signal: AbortSignal): Promise<CatalogEvent> {
  const { answer, end } = await askChild<CatalogRequest, CatalogEvent, CatalogEvent>({
    entry: childEntry('catalog'),
    who: WHO,
    events: catalogEvent,
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    request,
    signal,
    answerOf: (event) => (event.type === 'failed' ? null : event),
  });
  if (signal.aborted) throw new OnsetError('cancelled', 'The project was closed.');
  if (answer === null) throw endAsError(end, WHO);
  return answer;
}
