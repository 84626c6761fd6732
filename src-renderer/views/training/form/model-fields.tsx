import { TextInput } from '@mantine/core';
import { useContext, useState } from 'react';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { NumberField, SpecIssues, SwitchField } from './fields.tsx';
import { FieldGroup } from './group.tsx';

/** The network. */
export function ModelFields() {
  const { spec, change, revision } = useSpecDraft();
  const { model } = spec;
  const preset = defaultRunSpec(spec.task).model;
  const setModel = (part: Partial<typeof model>) => change({ model: { ...model, ...part } });
  return (
    <FieldGroup name="model" title="Model: CNN + LSTM">
      <FiltersField
        key={revision}
        filters={model.convFilters}
        preset={preset.convFilters}
        onChange={(convFilters) => setModel({ convFilters })}
      />
      <NumberField
        path="model.kernelSize"
        label="Kernel size"
        hint="Side of each convolution."
        unit="px"
        value={model.kernelSize}
        preset={preset.kernelSize}
        onChange={(kernelSize) => setModel({ kernelSize })}
      />
      <NumberField
        path="model.denseUnits"
        label="Dense units"
        hint="Features a frame is summed up in."
        value={model.denseUnits}
        preset={preset.denseUnits}
        onChange={(denseUnits) => setModel({ denseUnits })}
      />
      <NumberField
        path="model.lstmUnits"
        label="LSTM units"
        hint="Size of the memory over time, of each layer and direction."
        value={model.lstmUnits}
        preset={preset.lstmUnits}
        onChange={(lstmUnits) => setModel({ lstmUnits })}
      />
      <NumberField
        path="model.lstmLayers"
        label="LSTM layers"
        hint="One above the other."
        value={model.lstmLayers}
        preset={preset.lstmLayers}
        onChange={(lstmLayers) => setModel({ lstmLayers })}
      />
      <NumberField
        path="model.dropout"
        label="Dropout"
        hint="Share of values left out at random while training."
        step={0.1}
        value={model.dropout}
        preset={preset.dropout}
        onChange={(dropout) => setModel({ dropout })}
      />
      <SwitchField
        path="model.bidirectional"
        label="Both directions"
        hint="The LSTM reads each clip forwards and backwards."
        value={model.bidirectional}
        preset={preset.bidirectional}
        onChange={(bidirectional) => setModel({ bidirectional })}
      />
    </FieldGroup>
  );
}

/** Filters as people write them: `16, 32`. The text is kept, so that it can be typed. */
function FiltersField({
  filters,
  preset,
  onChange,
}: {
  readonly filters: readonly number[];
  readonly preset: readonly number[];
  readonly onChange: (filters: number[]) => void;
}) {
  const issues = useContext(SpecIssues);
  const [text, setText] = useState(filters.join(', '));
  const issue = [...issues].find(([path]) => path.startsWith('model.convFilters'))?.[1];
  return (
    <TextInput
      size="xs"
      label="Convolution filters"
      description={`A number a layer; each is followed by pooling. Default ${preset.join(', ')}.`}
      error={issue}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        onChange(typed.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))));
      }}
    />
  );
}
