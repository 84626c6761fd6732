import { NumberInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { clamp } from '#shared/base/units.ts';
import classes from './labelling.module.css';

const STEP = 0.01;

/** A number of 0 to 1. Typed values are taken on Enter or on leaving the field; an empty field takes it away. */
export function UnitInput({
  label,
  isLarge = false,
  value,
  disabled,
  onCommit,
}: {
  readonly label: string;
  readonly isLarge?: boolean;
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
      aria-label={label}
      className={classes[isLarge ? 'intensityInput' : 'unitInput'] ?? ''}
      size={isLarge ? 'lg' : 'xs'}
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
