import { OnsetError } from '#shared/base/errors.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import { clipId } from '#shared/domain/ids.ts';
import type { Session } from './session.ts';

/** Rows are asked for in pages the contract allows. */
const ROWS_PER_CALL = 1000;
/** Clips that are listed in a failure. */
const LISTED = 20;

/**
 * The clip that is meant by an id or by its whole name; an id goes before a name. Throws OnsetError: `not-found`, or
 * `bad-input` where several clips have the name.
 */
export async function findClip(session: Pick<Session, 'call' | 'note'>, given: string): Promise<ClipRow> {
  const named = (await rowsWith(session, given)).filter(({ name }) => name === given);
  const id = /^[1-9]\d*$/.test(given) ? clipId.safeParse(Number(given)).data : undefined;
  const [byId] = id === undefined ? [] : await session.call('clips.rows', { ids: [id], raterId: null });
  if (byId !== undefined) {
    const others = named.filter((clip) => clip.id !== byId.id);
    if (others.length > 0)
      session.note(
        `${given} is taken as an id: the clip ${byId.name}. A clip of that name has the id ${others[0]?.id}.`,
      );
    return byId;
  }
  const [only, ...more] = named;
  if (only === undefined)
    throw new OnsetError(
      'not-found',
      `There is no clip with the id or name ${given} in this project. onset clips lists them.`,
    );
  if (more.length === 0) return only;
  const list = named.slice(0, LISTED).map(inWords).join('; ');
  throw new OnsetError(
    'bad-input',
    `${named.length} clips are named ${given}: say which by its id. ${list}${named.length > LISTED ? ' …' : ''}`,
  );
}

function inWords({ id, dataset, subject }: ClipRow): string {
  const facts = [dataset, subject === null ? null : `subject ${subject}`].filter((fact) => fact !== null);
  return facts.length === 0 ? `${id}` : `${id} (${facts.join(', ')})`;
}

async function rowsWith({ call }: Pick<Session, 'call'>, text: string): Promise<ClipRow[]> {
  const sort = { by: 'name', direction: 'ascending' } as const;
  const { ids } = await call('clips.query', { filter: { text }, sort, raterId: null });
  const rows: ClipRow[] = [];
  for (let at = 0; at < ids.length; at += ROWS_PER_CALL)
    rows.push(...(await call('clips.rows', { ids: ids.slice(at, at + ROWS_PER_CALL), raterId: null })));
  return rows;
}
