import type { Catalog } from '#main/catalog/index.ts';
import type { AgreementKind } from '#shared/domain/agreement.ts';
import type { ClipId } from '#shared/domain/ids.ts';

/** The clips of which this was decided by hand. */
export function decidedClips({ read }: Catalog, kind: AgreementKind): ReadonlySet<ClipId> {
  const found = new Set<ClipId>();
  const adjudicated = read.said.sayers().find((sayer) => sayer.kind === 'adjudicated');
  if (adjudicated === undefined) return found;
  read.said.forEach(kind === 'action-units' ? 'actionUnits' : kind, null, (clipId, raterId) => {
    if (raterId === adjudicated.id) found.add(clipId);
  });
  return found;
}
