import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconChevronsLeft,
  IconChevronsRight,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { jumpToMark } from '#renderer/commands/labelling.ts';
import { markShownFrame, useCanLabel } from '#renderer/state/labelling.ts';
import { MARK_NAMES, type MarkName, marksOf } from '#renderer/state/marks.ts';
import { seekTo, stepFrames, togglePlay, usePlayer } from '#renderer/state/player.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';
import { Readout } from './readout.tsx';

/** Stepping, where one is, and the marks. */
export function Transport({ clip, own }: { readonly clip: ClipRow | undefined; readonly own: LabelValues }) {
  const isPlaying = usePlayer((state) => state.isPlaying);
  const lastIndex = usePlayer((state) => (state.clip?.frameCount ?? 1) - 1);
  return (
    <div className={classes['transport']} role="toolbar" aria-label="Frames">
      <Group gap={0} wrap="nowrap">
        <StepButton label="First frame (Home)" onClick={() => seekTo(0)}>
          <IconPlayerSkipBack size={16} />
        </StepButton>
        <StepButton label="10 frames back (Shift ←)" onClick={() => stepFrames(-10)}>
          <IconChevronsLeft size={18} />
        </StepButton>
        <StepButton label="Previous frame (←)" onClick={() => stepFrames(-1)}>
          <IconChevronLeft size={18} />
        </StepButton>
        <StepButton label={isPlaying ? 'Pause (Space)' : 'Play (Space)'} onClick={togglePlay}>
          {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
        </StepButton>
        <StepButton label="Next frame (→)" onClick={() => stepFrames(1)}>
          <IconChevronRight size={18} />
        </StepButton>
        <StepButton label="10 frames on (Shift →)" onClick={() => stepFrames(10)}>
          <IconChevronsRight size={18} />
        </StepButton>
        <StepButton label="Last frame (End)" onClick={() => seekTo(lastIndex)}>
          <IconPlayerSkipForward size={16} />
        </StepButton>
      </Group>
      <Readout />
      <Group gap={6} wrap="nowrap">
        {MARK_NAMES.map((name) => (
          <MarkButtons key={name} name={name} clip={clip} own={own} />
        ))}
      </Group>
    </div>
  );
}

function StepButton({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label.replace(/ \(.*$/, '')} onMouseDown={keepFocus} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

const MARK_KEYS = { onset: '[', apex: '\\', offset: ']' } as const;

/** Sets a mark here, or goes to where it is. */
function MarkButtons({
  name,
  clip,
  own,
}: {
  readonly name: MarkName;
  readonly clip: ClipRow | undefined;
  readonly own: LabelValues;
}) {
  const isLabelling = useCanLabel();
  const mark = clip === undefined ? null : marksOf(own, clip)[name];
  const index = mark?.index ?? null;
  return (
    <Button.Group>
      <Tooltip label={`Set the ${name} to this frame (${MARK_KEYS[name]})`}>
        <Button
          variant="default"
          px={8}
          disabled={!isLabelling}
          aria-label={`Set ${name} here`}
          onMouseDown={keepFocus}
          onClick={() => markShownFrame(name)}
        >
          {name}
        </Button>
      </Tooltip>
      <Tooltip label={`Go to the ${name} (Shift ${MARK_KEYS[name]})`}>
        <Button
          variant="default"
          px={6}
          w={38}
          disabled={index === null}
          aria-label={`Go to ${name}`}
          fw={mark?.isOwn === true ? 700 : 400}
          onMouseDown={keepFocus}
          onClick={() => jumpToMark(name)}
        >
          {index ?? '–'}
        </Button>
      </Tooltip>
    </Button.Group>
  );
}
