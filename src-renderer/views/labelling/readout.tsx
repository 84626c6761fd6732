import type { ReactNode } from 'react';
import { ASSUMED_FPS, type PlayedClip, usePlayer } from '#renderer/state/player.ts';
import classes from './labelling.module.css';

/** Index, timestamp and source number as they came with the frame that is shown; nothing is guessed. */
export function Readout() {
  const shown = usePlayer((state) => state.shown);
  const clip = usePlayer((state) => state.clip);
  const isLate = usePlayer((state) => state.isLate);
  const header = shown?.frame?.header ?? null;
  const lastIndex = clip === null || clip.frameCount === 0 ? '–' : clip.frameCount - 1;
  return (
    <div className={classes['readout']} data-late={isLate || undefined}>
      <Figure name="frame" wide>
        {shown?.index ?? '–'} / {lastIndex}
      </Figure>
      <Figure name="source no." short="source" title="The number the source itself gives this frame">
        {header?.sourceNumber ?? '–'}
      </Figure>
      <Figure name="ms">{header?.timestampMs == null ? '–' : inMs(header.timestampMs)}</Figure>
      <Figure name="fps" title={rateInSentence(clip)}>
        {rateInWords(clip)}
      </Figure>
    </div>
  );
}

/** Whole milliseconds, or with tenths where there are any. */
const inMs = (ms: number): string => ms.toFixed(Number(ms.toFixed(1)) % 1 === 0 ? 0 : 1);

function rateInWords(clip: PlayedClip | null): string {
  if (clip === null) return '–';
  if (clip.fps !== null) return String(Number(clip.fps.toFixed(3)));
  return clip.timestampsMs === null ? 'unknown' : 'variable';
}

function rateInSentence(clip: PlayedClip | null): string {
  if (clip === null || clip.fps !== null) return '';
  return clip.timestampsMs === null
    ? `The source does not say how many frames a second it has. Played at ${ASSUMED_FPS}.`
    : 'The frames keep no one rate. Each is played at the time its file says.';
}

function Figure({
  name,
  short = name,
  wide = false,
  title = '',
  children,
}: {
  readonly name: string;
  /** Where there is little room. */
  readonly short?: string;
  readonly wide?: boolean;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes['figure']} data-wide={wide || undefined} title={title}>
      <span className={classes['figureName']}>{short}</span>
      <output aria-label={name} aria-live="off">
        {children}
      </output>
    </div>
  );
}
