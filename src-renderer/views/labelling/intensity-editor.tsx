import { Slider, Text } from '@mantine/core';
import { useRef } from 'react';
import { setLabel } from '#renderer/state/labels.ts';
import { scaleColour } from '#renderer/widgets/palette.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import classes from './labelling.module.css';
import { UnitInput } from './unit-input.tsx';

const STEP = 0.01;

/** Intensity by slider, by typing, by keys (n gives n/10, shift+0 gives 1.0). A drag is one undo step. */
export function IntensityEditor({
  clipId,
  value,
  disabled,
}: {
  readonly clipId: ClipId;
  readonly value: number | null;
  readonly disabled: boolean;
}) {
  const drag = useRef<string | null>(null);
  const set = (intensity: number | null, mergeKey: string | null) =>
    setLabel(clipId, { intensity }, mergeKey);
  return (
    <section className={classes['intensity']} aria-label="Intensity">
      <div className={classes['intensityTop']}>
        <Text size="sm" fw={600}>
          Intensity
        </Text>
        <UnitInput
          key={clipId}
          label="Intensity"
          isLarge
          value={value}
          disabled={disabled}
          onCommit={(next) => set(next, null)}
        />
      </div>
      <Slider
        min={0}
        max={1}
        step={STEP}
        value={value ?? 0}
        disabled={disabled}
        label={null}
        thumbLabel="Intensity slider"
        thumbSize={18}
        size={8}
        color={value === null ? 'gray' : scaleColour(value)}
        marks={[0, 0.25, 0.5, 0.75, 1].map((mark) => ({ value: mark }))}
        thumbProps={{ 'aria-valuetext': value === null ? 'not set' : value.toFixed(2) }}
        onPointerDownCapture={() => {
          drag.current = `intensity-${Date.now()}`;
        }}
        onChange={(next) => {
          drag.current ??= `intensity-${Date.now()}`;
          set(Math.round(next * 100) / 100, drag.current);
        }}
        onChangeEnd={() => {
          drag.current = null;
        }}
        // After a drag the arrows step through frames again; Tab gets to the slider for its own arrows.
        onPointerUp={(event) => {
          if (event.currentTarget.contains(document.activeElement)) blurFocused();
        }}
      />
    </section>
  );
}

function blurFocused(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
