import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconLock, IconLockOpen, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import {
  type ComparedClip,
  closeComparison,
  lockCompared,
  retryCompared,
  seekCompared,
  useComparison,
} from '#renderer/state/comparison.ts';
import { useStageView } from '#renderer/state/stage-view.ts';
import { FrameCanvas } from '#renderer/widgets/frame-canvas.tsx';
import { keepFocus } from '../keep-focus.ts';
import { listenToStage } from '../stage-gestures.ts';
import { createWheelSteps } from '../wheel-steps.ts';
import classes from './closer.module.css';
import { PaneHead } from './pane-head.tsx';

/** The frame that others are compared with, zoomed and panned with the first pane. */
export function ComparisonPane({ clip }: { readonly clip: ComparedClip }) {
  const shown = useComparison((state) => state.shown);
  return (
    <section className={classes['pane']} aria-label="Second pane">
      <PaneHead
        name={clip.name}
        index={shown?.key.index ?? null}
        timestampMs={shown?.frame?.header.timestampMs ?? null}
      >
        <PaneButtons clip={clip} />
      </PaneHead>
      <PaneStage />
    </section>
  );
}

function PaneStage() {
  const shown = useComparison((state) => state.shown);
  const { view, brightness, contrast } = useStageView();
  const { ref: sizeRef, width, height } = useElementSize();
  const stage = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(stage, sizeRef);
  useEffect(() => (stage.current === null ? undefined : listenToPane(stage.current)), []);
  return (
    <div ref={ref} className={classes['paneStage']}>
      {shown?.frame != null && (
        <FrameCanvas
          bitmap={shown.frame.bitmap}
          index={shown.key.index}
          size={{ width, height }}
          {...{ view, brightness, contrast }}
        />
      )}
      {shown?.failure != null && (
        <div className={classes['paneMessage']} role="alert">
          <Text fw={600}>Frame {shown.key.index} cannot be shown.</Text>
          <Text size="sm" ta="center">
            {shown.failure}
          </Text>
          <Button variant="default" size="xs" onClick={retryCompared}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

/** As on the stage; but while the pane is free, the wheel over it steps through its own frames. */
function listenToPane(pane: HTMLElement): () => void {
  const stop = new AbortController();
  const wheelSteps = createWheelSteps();
  const onWheel = (event: WheelEvent) => {
    const { isLocked, wantedIndex } = useComparison.getState();
    if (isLocked || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const steps = wheelSteps(event);
    if (steps !== 0) seekCompared(wantedIndex + steps);
  };
  pane.addEventListener('wheel', onWheel, { passive: false, signal: stop.signal });
  const stopGestures = listenToStage(pane);
  return () => {
    stop.abort();
    stopGestures();
  };
}

function PaneButtons({ clip }: { readonly clip: ComparedClip }) {
  const wantedIndex = useComparison((state) => state.wantedIndex);
  const isLocked = useComparison((state) => state.isLocked);
  const hint = useKeyHint();
  const step = (by: number) => () => {
    lockCompared(false);
    seekCompared(wantedIndex + by);
  };
  return (
    <>
      <PaneButton label="Second pane: previous frame" disabled={wantedIndex === 0} onClick={step(-1)}>
        <IconChevronLeft size={16} />
      </PaneButton>
      <PaneButton
        label="Second pane: next frame"
        disabled={wantedIndex >= clip.frameCount - 1}
        onClick={step(1)}
      >
        <IconChevronRight size={16} />
      </PaneButton>
      <PaneButton
        label={hint(isLocked ? 'Let the second pane stay' : 'Lock: both go together', 'compare.lock')}
        name="Lock the panes"
        isPressed={isLocked}
        onClick={() => lockCompared(!isLocked)}
      >
        {isLocked ? <IconLock size={16} /> : <IconLockOpen size={16} />}
      </PaneButton>
      <PaneButton
        label={hint('Close the second pane', 'compare.close')}
        name="Close the second pane"
        onClick={closeComparison}
      >
        <IconX size={16} />
      </PaneButton>
    </>
  );
}

function PaneButton({
  label,
  name = label,
  isPressed,
  disabled = false,
  onClick,
  children,
}: {
  /** With its key. */
  readonly label: string;
  /** Without. */
  readonly name?: string;
  readonly isPressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size="sm"
        aria-label={name}
        aria-pressed={isPressed}
        disabled={disabled}
        onMouseDown={keepFocus}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
