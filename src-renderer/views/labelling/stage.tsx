import { Button, Group, Text } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { dialogs } from '#renderer/state/dialogs.ts';
import { attachStage, releaseStep, retryFrame, usePlayer } from '#renderer/state/player.ts';
import { holdValue, isRecording } from '#renderer/state/recording.ts';
import { setStageSize, useStageView } from '#renderer/state/stage-view.ts';
import { drawFrame, FrameLayer } from '#renderer/widgets/frame-canvas.tsx';
import type { ClipMedia } from '#shared/domain/clip.ts';
import classes from './labelling.module.css';
import { RecordingOverlay } from './recording-overlay.tsx';
import { listenToStage } from './stage-gestures.ts';

/** The frame that arrived, as large as there is room or as was zoomed. `overlay`: SVG over it, in its pixels; `children`: over the stage. */
export function Stage({
  media,
  overlay,
  children,
}: {
  readonly media: ClipMedia | undefined;
  readonly overlay?: ReactNode;
  readonly children?: ReactNode;
}) {
  const hasNoFrames = usePlayer((state) => state.clip?.frameCount === 0);
  const { ref: sizeRef, width, height } = useElementSize();
  const stage = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(stage, sizeRef);
  useEffect(() => (stage.current === null ? undefined : listenToStage(stage.current)), []);
  useEffect(() => setStageSize({ width, height }), [width, height]);
  useReleasedKeys();
  return (
    <div
      ref={ref}
      className={classes['stage']}
      data-testid="stage"
      onPointerMove={(event) => {
        if (isRecording()) holdValue(valueAtHeight(event));
      }}
    >
      <RecordingOverlay />
      <ShownFrame size={{ width, height }} overlay={overlay} />
      <Failure media={media} />
      {children}
      {hasNoFrames && (
        <div className={classes['stageMessage']} role="note">
          <Text fw={600}>This clip has no media.</Text>
          <Text size="sm" c="dimmed" maw={480} ta="center">
            Its frames were not found when it was imported. Labels can be given all the same. Import it again
            with the folder of its frames to add them.
          </Text>
        </div>
      )}
    </div>
  );
}

/** Drawn by the player, not by React: a new frame renders nothing here unless it has another size. */
function ShownFrame({
  size,
  overlay,
}: {
  readonly size: { readonly width: number; readonly height: number };
  readonly overlay: ReactNode;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = usePlayer((state) => state.shown?.frame?.width ?? null);
  const height = usePlayer((state) => state.shown?.frame?.height ?? null);
  const { view, brightness, contrast } = useStageView();
  const isThere = width !== null && height !== null;
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!isThere || element === null) return;
    return attachStage(({ bitmap, header }) => drawFrame(element, bitmap, header.index));
  }, [isThere]);
  if (!isThere) return null;
  return (
    <FrameLayer canvas={canvas} frame={{ width, height }} {...{ size, view, brightness, contrast }}>
      {overlay}
    </FrameLayer>
  );
}

/** Why a frame is not there, and what can be done. */
function Failure({ media }: { readonly media: ClipMedia | undefined }) {
  const shown = usePlayer((state) => (state.shown?.failure == null ? null : state.shown));
  if (shown === null) return null;
  const file = media?.paths[shown.index];
  return (
    <div className={classes['stageMessage']} role="alert">
      <Text fw={600}>Frame {shown.index} cannot be shown.</Text>
      <Text size="sm" maw={560} ta="center">
        {shown.failure}
      </Text>
      {file !== undefined && (
        <Text size="xs" c="dimmed">
          {file}
        </Text>
      )}
      <Group gap="xs">
        <Button variant="default" onClick={retryFrame}>
          Try again
        </Button>
        <Button variant="default" onClick={() => dialogs.open('find-media')}>
          Find media again
        </Button>
      </Group>
    </div>
  );
}

/** A held key ends when it is let go, or when the window is left. */
function useReleasedKeys(): void {
  useEffect(() => {
    window.addEventListener('keyup', releaseStep);
    window.addEventListener('blur', releaseStep);
    return () => {
      window.removeEventListener('keyup', releaseStep);
      window.removeEventListener('blur', releaseStep);
    };
  }, []);
}

/** Top and bottom can be reached without leaving the picture. */
const MARGIN_SHARE = 0.06;

/** How high the mouse is, 0 to 1. */
function valueAtHeight({ currentTarget, clientY }: PointerEvent<HTMLDivElement>): number {
  const { top, height } = currentTarget.getBoundingClientRect();
  const share = 1 - (clientY - top) / height;
  return (share - MARGIN_SHARE) / (1 - 2 * MARGIN_SHARE);
}
