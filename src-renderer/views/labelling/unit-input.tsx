import { NumberInput } from '@mantine/core';
import { clamp } from '#shared/base/units.ts';
import classes from './labelling.module.css';
import { useTyped } from './use-typed.ts';

const STEP = 0.01;

/** A number of 0 to 1. Typed values are taken on Enter or on leaving the field, not on Escape; an empty field takes it away. */
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
  const written = value === null ? '' : inDecimals(value);
  const { typed, type, onBlur, onKeyDown } = useTyped((text: string | number) => {
    // The field also reports a change when it only writes its value anew.
    if (String(text) === written || Number.isNaN(Number(text))) return;
    onCommit(text === '' ? null : clamp(Number(text), 0, 1));
  });
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
      // It is brought into range when it is taken; the field's own way would type it again after Escape.
      clampBehavior="none"
      onChange={type}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    />
  );
}

/** Two decimals, or three where the third says something. */
function inDecimals(value: number): string {
  const three = value.toFixed(3);
  return three.endsWith('0') ? three.slice(0, -1) : three;
}
