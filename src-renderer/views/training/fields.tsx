import { Fieldset, NumberInput, Select } from '@mantine/core';
import { createContext, type ReactNode, useContext } from 'react';

/** What is wrong, by the field's path in the spec. */
export const SpecIssues = createContext<ReadonlyMap<string, string>>(new Map());

function useIssue(path: string): string | null {
  const issues = useContext(SpecIssues);
  // A part's own problem (a loss of the other task) shows at its first field.
  return issues.get(path) ?? null;
}

export function Fields({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <Fieldset legend={legend} p="sm" variant="filled">
      {children}
    </Fieldset>
  );
}

/** A number of the spec, with its unit and a sentence. An empty field is invalid, not zero. */
export function NumberField({
  path,
  label,
  hint,
  unit,
  value,
  step = 1,
  onChange,
}: {
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly unit?: string;
  readonly value: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      size="xs"
      label={label}
      description={hint}
      error={useIssue(path)}
      suffix={unit === undefined ? '' : ` ${unit}`}
      step={step}
      value={Number.isNaN(value) ? '' : value}
      onChange={(next) => onChange(typeof next === 'number' ? next : next === '' ? Number.NaN : Number(next))}
    />
  );
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
  choices,
  onChange,
}: {
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
}) {
  return (
    <Select
      size="xs"
      label={label}
      description={hint}
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
