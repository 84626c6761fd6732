import { UnstyledButton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconCheck, IconMinus, IconPencil } from '@tabler/icons-react';
import { STATUS_WORDS } from '#renderer/state/filter-words.ts';
import { useClipRow } from '#renderer/state/rows.ts';
import { useRound } from '#renderer/state/session.ts';
import { thumbnailUrl } from '#renderer/state/thumbnails.ts';
import { showClip, useLabelWalk } from '#renderer/state/walk.ts';
import { ClipThumbnail } from '#renderer/widgets/clip-thumbnail.tsx';
import { emotionColour, scaleColour } from '#renderer/widgets/palette.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { neighboursAround } from './filmstrip-window.ts';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';

const ITEM_WIDTH_PX = 88;

/** The clips before and after this one in the walk. */
export function Filmstrip({ clipId }: { readonly clipId: ClipId }) {
  const { ids } = useLabelWalk();
  const { ref, width } = useElementSize();
  const shown = neighboursAround(ids ?? [], clipId, Math.floor(width / ITEM_WIDTH_PX));
  return (
    <nav ref={ref} className={classes['filmstrip']} aria-label="Neighbouring clips">
      {shown.map((id) => (
        <FilmstripItem key={id} id={id} isCurrent={id === clipId} />
      ))}
    </nav>
  );
}

function FilmstripItem({ id, isCurrent }: { readonly id: ClipId; readonly isCurrent: boolean }) {
  const row = useClipRow(id).data;
  // Rating again, what was said before is not seen.
  const said = useRound() > 1 ? undefined : row;
  return (
    <UnstyledButton
      className={classes['filmstripItem']}
      aria-label={row?.name ?? 'Loading'}
      aria-current={isCurrent ? 'true' : undefined}
      title={row?.name}
      onMouseDown={keepFocus}
      onClick={() => showClip(id)}
    >
      {row !== undefined && <ClipThumbnail url={thumbnailUrl(row)} label="" missing={row.mediaMissing} />}
      <span
        className={classes['filmstripLine']}
        style={{ background: emotionColour(said?.emotion ?? null) }}
      />
      <span
        className={classes['filmstripFill']}
        style={{
          width: `${(said?.intensity ?? 0) * 100}%`,
          background: scaleColour(said?.intensity ?? 0),
        }}
      />
      {said?.myStatus != null && (
        <span
          className={classes['filmstripMine']}
          data-status={said.myStatus}
          title={STATUS_WORDS[said.myStatus]}
        >
          {said.myStatus === 'submitted' && <IconCheck size={10} stroke={3} aria-hidden />}
          {said.myStatus === 'draft' && <IconPencil size={10} stroke={2.5} aria-hidden />}
          {said.myStatus === 'skipped' && <IconMinus size={10} stroke={3} aria-hidden />}
        </span>
      )}
    </UnstyledButton>
  );
}
