import { NumberInput, Slider, Text } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { setLabel } from '#renderer/state/labels.ts';
import { scaleColour } from '#renderer/widgets/palette.ts';
import { clamp } from '#shared/base/units.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import classes from './labelling.module.css';

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
        <IntensityInput key={clipId} value={value} disabled={disabled} onCommit={(next) => set(next, null)} />
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

/** Typed values are taken on Enter or on leaving the field; an empty field takes the intensity away. */
function IntensityInput({
  value,
  disabled,
  onCommit,
}: {
  readonly value: number | null;
  readonly disabled: boolean;
  readonly onCommit: (value: number | null) => void;
}) {
  const [typed, setTyped] = useState<string | number | null>(null);
  const written = value === null ? '' : inDecimals(value);
  const commit = () => {
    setTyped(null);
    // The field also reports a change when it only writes its value anew.
    if (typed === null || String(typed) === written || Number.isNaN(Number(typed))) return;
    onCommit(typed === '' ? null : clamp(Number(typed), 0, 1));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') setTyped(null);
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <NumberInput
      aria-label="Intensity"
      className={classes['intensityInput'] ?? ''}
      size="lg"
      min={0}
      max={1}
      step={STEP}
      decimalScale={3}
      placeholder="–"
      hideControls
      disabled={disabled}
      value={typed ?? written}
      onChange={setTyped}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}

/** Two decimals, or three where the third says something. */
function inDecimals(value: number): string {
  const three = value.toFixed(3);
  return three.endsWith('0') ? three.slice(0, -1) : three;
}
