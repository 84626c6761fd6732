import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlayerRecord, IconPlayerStop, IconRepeat } from '@tabler/icons-react';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { useCanLabel } from '#renderer/state/labelling.ts';
import { changeSpeed, type Speed, setSpeed, toggleLoop, usePlayer } from '#renderer/state/player.ts';
import { startRecording, stopRecording, useRecording } from '#renderer/state/recording.ts';
import { keepFocus } from './keep-focus.ts';

/** How fast the clip plays; a press goes to the next slower speed, after the slowest to the clip's own. */
export function SpeedButton() {
  const speed = usePlayer((state) => state.speed);
  const hint = useKeyHint();
  return (
    <Tooltip label={`${hint('Slower', 'play.slower')}, ${hint('faster', 'play.faster')}`}>
      <Button
        variant="subtle"
        color="gray"
        px={2}
        w={32}
        aria-label="Speed"
        onMouseDown={keepFocus}
        onClick={() => (speed === 0.1 ? setSpeed(1) : changeSpeed(-1))}
      >
        {SPEED_WORDS[speed]}
      </Button>
    </Tooltip>
  );
}

const SPEED_WORDS: Readonly<Record<Speed, string>> = { 1: '1×', 0.5: '½×', 0.25: '¼×', 0.1: '⅒×' };

/** Plays from onset to offset again and again. */
export function LoopButton() {
  const isOn = usePlayer((state) => state.isLooping);
  const hint = useKeyHint();
  return (
    <Tooltip label={hint('Loop from onset to offset', 'play.loop')}>
      <ActionIcon
        aria-label="Loop from onset to offset"
        aria-pressed={isOn}
        {...(isOn ? { variant: 'light' } : {})}
        onMouseDown={keepFocus}
        onClick={toggleLoop}
      >
        <IconRepeat size={17} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Records the intensity while the clip plays, or stops. */
export function RecordButton() {
  const isOn = useRecording((state) => state.now !== null);
  const isLabelling = useCanLabel();
  const hint = useKeyHint();
  return (
    <Tooltip label={hint(isOn ? 'Stop recording' : 'Record the intensity while it plays', 'trace.record')}>
      <ActionIcon
        aria-label="Record the intensity"
        aria-pressed={isOn}
        disabled={!isLabelling}
        onMouseDown={keepFocus}
        onClick={isOn ? stopRecording : startRecording}
      >
        {isOn ? (
          <IconPlayerStop size={17} color="var(--mantine-color-red-6)" />
        ) : (
          <IconPlayerRecord size={17} />
        )}
      </ActionIcon>
    </Tooltip>
  );
}
