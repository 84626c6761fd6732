import { NumberInput, Select, Switch } from '@mantine/core';
import { createContext, useContext } from 'react';

/** What is wrong, by the field's path in the spec. */
export const SpecIssues = createContext<ReadonlyMap<string, string>>(new Map());

function useIssue(path: string): string | null {
  return useContext(SpecIssues).get(path) ?? null;
}

interface FieldProps<V> {
  /** Where it stands in the spec, such as `input.imageSize`. */
  readonly path: string;
  readonly label: string;
  /** One sentence. */
  readonly hint: string;
  readonly value: V;
  /** What it is where nobody changes it; the hint says so. */
  readonly preset: V;
  readonly onChange: (value: V) => void;
}

/** A number of the spec, with its unit and a sentence. An empty field is invalid, not zero. */
export function NumberField({
  path,
  label,
  hint,
  unit,
  value,
  preset,
  step = 1,
  onChange,
}: FieldProps<number> & { readonly unit?: string; readonly step?: number }) {
  return (
    <NumberInput
      size="xs"
      label={label}
      description={`${hint} Default ${preset}.`}
      error={useIssue(path)}
      suffix={unit === undefined ? '' : ` ${unit}`}
      step={step}
      value={Number.isNaN(value) ? '' : value}
      onChange={(next) => onChange(typeof next === 'number' ? next : next === '' ? Number.NaN : Number(next))}
    />
  );
}

/** Yes or no. */
export function SwitchField({ path, label, hint, value, preset, onChange }: FieldProps<boolean>) {
  return (
    <Switch
      size="xs"
      label={label}
      // The label's element holds the hint as well.
      aria-label={label}
      description={`${hint} Default ${preset ? 'on' : 'off'}.`}
      error={useIssue(path)}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** The label is long, and stands in the field already where nobody changed it. */
function defaultWords(usual: Choice<string>, value: string): string {
  return usual.value === value ? 'This is the default.' : `Default: ${usual.label}.`;
}

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
}

/** One of a few values of the spec. */
export function ChoiceField<V extends string>({
  path,
  label,
  hint,
  value,
  preset,
  choices,
  onChange,
}: FieldProps<V> & { readonly choices: readonly Choice<V>[] }) {
  const usual = choices.find((choice) => choice.value === preset);
  return (
    <Select
      size="xs"
      label={label}
      description={usual === undefined ? hint : `${hint} ${defaultWords(usual, value)}`}
      error={useIssue(path)}
      allowDeselect={false}
      value={value}
      data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    />
  );
}
