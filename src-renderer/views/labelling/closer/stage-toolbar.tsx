import { Button, Tooltip } from '@mantine/core';
import {
  IconArrowsMove,
  IconChartLine,
  IconContrast2,
  IconCrop,
  IconDownload,
  IconFaceId,
  IconGrain,
  IconLayoutColumns,
  IconPin,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { MappedCommand } from '#renderer/commands/keymap.ts';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { changeDifference, toggleLook, useLooks } from '#renderer/state/analysis.ts';
import { pickClip, pinShownFrame, useComparison } from '#renderer/state/comparison.ts';
import { dialogs } from '#renderer/state/dialogs.ts';
import { usePlayer } from '#renderer/state/player.ts';
import { keepFocus } from '../keep-focus.ts';
import classes from './closer.module.css';
import { ViewTools } from './view-tools.tsx';

const DIFFERENCE_WORDS = { off: 'Difference', amount: 'Difference', signed: 'Difference ±' } as const;

/** How the frame is looked at. */
export function StageToolbar() {
  const looks = useLooks();
  const compared = useComparison((state) => state.clip);
  const hasFrames = usePlayer((state) => (state.clip?.frameCount ?? 0) > 0);
  const tool = { disabled: !hasFrames };
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label="Looking closer">
      <ViewTools />
      <div className={classes['gap']} />
      <Tool
        {...tool}
        id="compare.pin"
        icon={IconPin}
        label="Pin this frame beside others of the clip"
        onClick={pinShownFrame}
      >
        Pin
      </Tool>
      <Tool
        {...tool}
        id="compare.clip"
        icon={IconLayoutColumns}
        label="Compare with another clip"
        isPressed={compared !== null}
        onClick={pickClip}
      >
        Compare
      </Tool>
      <Tool
        {...tool}
        id="look.difference"
        icon={IconContrast2}
        label="Difference from the onset frame: how much, then which is lighter"
        isPressed={looks.difference !== 'off'}
        onClick={changeDifference}
      >
        {DIFFERENCE_WORDS[looks.difference]}
      </Tool>
      <Tool
        {...tool}
        id="look.flow"
        icon={IconArrowsMove}
        label="Optical flow from the onset: arrows"
        isPressed={looks.flow}
        onClick={() => toggleLook('flow')}
      >
        Flow
      </Tool>
      <Tool
        {...tool}
        id="look.strain"
        icon={IconGrain}
        label="Strain from the onset: how much the skin is stretched"
        isPressed={looks.strain}
        onClick={() => toggleLook('strain')}
      >
        Strain
      </Tool>
      <Tool
        {...tool}
        id="look.face"
        icon={IconFaceId}
        label="Box and landmarks of the face"
        isPressed={looks.face}
        onClick={() => toggleLook('face')}
      >
        Face
      </Tool>
      <Tool
        {...tool}
        id="look.crop"
        icon={IconCrop}
        label="The face alone, in a corner"
        isPressed={looks.crop}
        onClick={() => toggleLook('crop')}
      >
        Crop
      </Tool>
      <Tool
        {...tool}
        id="look.motion"
        icon={IconChartLine}
        label="How much the face moves, over the frames"
        isPressed={looks.motion}
        onClick={() => toggleLook('motion')}
      >
        Motion
      </Tool>
      <Tool
        {...tool}
        id="frames.write"
        icon={IconDownload}
        label="Write frames as pictures"
        onClick={() => dialogs.open('write-frames')}
      >
        Write
      </Tool>
    </div>
  );
}

function Tool({
  id,
  icon: Icon,
  label,
  isPressed,
  disabled,
  onClick,
  children,
}: {
  readonly id: MappedCommand;
  readonly icon: ComponentType<{ readonly size?: number | string }>;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: string;
}) {
  const hint = useKeyHint();
  return (
    <Tooltip label={hint(label, id)}>
      <Button
        className={classes['tool'] ?? ''}
        variant="subtle"
        color="gray"
        size="compact-xs"
        aria-label={children}
        aria-pressed={isPressed}
        disabled={disabled}
        onMouseDown={keepFocus}
        onClick={onClick}
      >
        <Icon size={14} />
        <span className={classes['toolName']}>{children}</span>
      </Button>
    </Tooltip>
  );
}
