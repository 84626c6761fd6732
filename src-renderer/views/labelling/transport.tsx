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
import type { MappedCommand } from '#renderer/commands/keymap.ts';
import { jumpToMark } from '#renderer/commands/labelling.ts';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { markShownFrame, useCanLabel } from '#renderer/state/labelling.ts';
import { isEstimated, MARK_NAMES, type MarkName, marksOf } from '#renderer/state/marks.ts';
import { seekTo, stepFrames, togglePlay, usePlayer } from '#renderer/state/player.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { GoToFrame } from './go-to-frame.tsx';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';
import { LoopButton, RecordButton, SpeedButton } from './play-controls.tsx';
import { Readout } from './readout.tsx';

/** Stepping, where one is, and the marks. */
export function Transport({
  clip,
  own,
  sourceNumbers,
}: {
  readonly clip: ClipRow | undefined;
  readonly own: LabelValues;
  /** The source's own number of each frame. */
  readonly sourceNumbers: readonly number[];
}) {
  const isPlaying = usePlayer((state) => state.isPlaying);
  const lastIndex = usePlayer((state) => (state.clip?.frameCount ?? 1) - 1);
  return (
    <div className={classes['transport']} role="toolbar" aria-label="Frames">
      <Group gap={0} wrap="nowrap">
        <StepButton label="First frame" id="frame.first" onClick={() => seekTo(0)}>
          <IconPlayerSkipBack size={16} />
        </StepButton>
        <StepButton label="10 frames back" id="frame.previous-10" onClick={() => stepFrames(-10)}>
          <IconChevronsLeft size={18} />
        </StepButton>
        <StepButton label="Previous frame" id="frame.previous" onClick={() => stepFrames(-1)}>
          <IconChevronLeft size={18} />
        </StepButton>
        <StepButton label={isPlaying ? 'Pause' : 'Play'} id="frame.play" onClick={togglePlay}>
          {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
        </StepButton>
        <StepButton label="Next frame" id="frame.next" onClick={() => stepFrames(1)}>
          <IconChevronRight size={18} />
        </StepButton>
        <StepButton label="10 frames on" id="frame.next-10" onClick={() => stepFrames(10)}>
          <IconChevronsRight size={18} />
        </StepButton>
        <StepButton label="Last frame" id="frame.last" onClick={() => seekTo(lastIndex)}>
          <IconPlayerSkipForward size={16} />
        </StepButton>
        <SpeedButton />
        <LoopButton />
        <RecordButton />
      </Group>
      <Group gap={2} wrap="nowrap" pos="relative">
        <GoToFrame sourceNumbers={sourceNumbers} />
        <Readout />
      </Group>
      <Group gap={4} wrap="nowrap">
        {MARK_NAMES.map((name) => (
          <MarkButtons key={name} name={name} clip={clip} own={own} />
        ))}
      </Group>
    </div>
  );
}

function StepButton({
  label,
  id,
  onClick,
  children,
}: {
  readonly label: string;
  readonly id: MappedCommand;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const hint = useKeyHint();
  return (
    <Tooltip label={hint(label, id)}>
      <ActionIcon aria-label={label} onMouseDown={keepFocus} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

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
  const hint = useKeyHint();
  const mark = clip === undefined ? null : marksOf(own, clip)[name];
  const index = mark?.index ?? null;
  return (
    <Button.Group>
      <Tooltip label={hint(`Set the ${name} to this frame`, `mark.${name}`)}>
        <Button
          variant="default"
          px={6}
          disabled={!isLabelling}
          aria-label={`Set ${name} here`}
          onMouseDown={keepFocus}
          onClick={() => markShownFrame(name)}
        >
          {name}
        </Button>
      </Tooltip>
      <Tooltip label={hint(`Go to the ${name}`, `frame.to-${name}`)}>
        <Button
          variant="default"
          px={4}
          w={34}
          disabled={index === null}
          aria-label={`Go to ${name}`}
          fw={mark?.isOwn === true ? 700 : 400}
          onMouseDown={keepFocus}
          onClick={() => jumpToMark(name)}
        >
          {index ?? '–'}
          {index !== null && isEstimated(name, own, clip) ? '~' : ''}
        </Button>
      </Tooltip>
    </Button.Group>
  );
}
