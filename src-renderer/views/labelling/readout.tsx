import type { ReactNode } from 'react';
import { ASSUMED_FPS, usePlayer } from '#renderer/state/player.ts';
import classes from './labelling.module.css';

/** Index, timestamp and source number as they came with the frame that is shown; nothing is guessed. */
export function Readout() {
  const shown = usePlayer((state) => state.shown);
  const clip = usePlayer((state) => state.clip);
  const isLate = usePlayer((state) => state.shown !== null && state.shown.index !== state.wantedIndex);
  const header = shown?.frame?.header ?? null;
  const lastIndex = clip === null || clip.frameCount === 0 ? '–' : clip.frameCount - 1;
  const fps = clip?.fps ?? null;
  return (
    <div className={classes['readout']} data-late={isLate || undefined}>
      <Figure name="frame" wide>
        {shown?.index ?? '–'} / {lastIndex}
      </Figure>
      <Figure name="ms">{header?.timestampMs == null ? '–' : header.timestampMs.toFixed(0)}</Figure>
      <Figure
        name="fps"
        title={
          clip !== null && fps === null
            ? `The source does not say how many frames a second it has. Played at ${ASSUMED_FPS}.`
            : ''
        }
      >
        {fps ?? (clip === null ? '–' : 'unknown')}
      </Figure>
      <Figure name="source no.">{header?.sourceNumber ?? '–'}</Figure>
    </div>
  );
}

function Figure({
  name,
  wide = false,
  title = '',
  children,
}: {
  readonly name: string;
  readonly wide?: boolean;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes['figure']} data-wide={wide || undefined} title={title}>
      <span className={classes['figureName']}>{name}</span>
      <output aria-label={name} aria-live="off">
        {children}
      </output>
    </div>
  );
}
