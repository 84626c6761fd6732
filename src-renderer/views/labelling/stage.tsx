import { Button, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useEffect, useRef } from 'react';
import { type Frame, retryFrame, usePlayer } from '#renderer/state/player.ts';
import { holdValue, isRecording } from '#renderer/state/recording.ts';
import type { ClipMedia } from '#shared/domain/clip.ts';
import classes from './labelling.module.css';
import { RecordingOverlay } from './recording-overlay.tsx';

/** The frame that arrived, as large as there is room, its pixels as they are. */
export function Stage({ media }: { readonly media: ClipMedia | undefined }) {
  const shown = usePlayer((state) => state.shown);
  const hasNoFrames = usePlayer((state) => state.clip?.frameCount === 0);
  const { ref, width, height } = useElementSize();
  const file = shown === null ? undefined : media?.paths[shown.index];
  return (
    <div
      ref={ref}
      className={classes['stage']}
      onPointerMove={(event) => {
        if (isRecording()) holdValue(valueAtHeight(event));
      }}
    >
      <RecordingOverlay />
      {shown?.frame != null && <FrameCanvas frame={shown.frame} width={width} height={height} />}
      {shown?.failure != null && (
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
          <Button variant="default" onClick={retryFrame}>
            Try again
          </Button>
        </div>
      )}
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

/** Top and bottom can be reached without leaving the picture. */
const MARGIN_SHARE = 0.06;

/** How high the mouse is, 0 to 1. */
function valueAtHeight({ currentTarget, clientY }: PointerEvent<HTMLDivElement>): number {
  const { top, height } = currentTarget.getBoundingClientRect();
  const share = 1 - (clientY - top) / height;
  return (share - MARGIN_SHARE) / (1 - 2 * MARGIN_SHARE);
}

function FrameCanvas({
  frame,
  width,
  height,
}: {
  readonly frame: Frame;
  readonly width: number;
  readonly height: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { bitmap, header } = frame;
  const scale = Math.min(width / bitmap.width, height / bitmap.height) * window.devicePixelRatio;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null) return;
    context.canvas.width = bitmap.width;
    context.canvas.height = bitmap.height;
    context.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return (
    <canvas
      ref={canvas}
      className={classes['canvas']}
      role="img"
      aria-label={`Frame ${header.index}`}
      data-upscaled={scale > 1 || undefined}
    />
  );
}
