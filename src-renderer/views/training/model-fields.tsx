import { SimpleGrid, TextInput } from '@mantine/core';
import { useContext, useState } from 'react';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import { ChoiceField, Fields, NumberField, SpecIssues } from './fields.tsx';

/** Input and network. */
export function ModelFields() {
  const { spec, change } = useSpecDraft();
  const { input, model } = spec;
  const setInput = (part: Partial<typeof input>) => change({ input: { ...input, ...part } });
  const setModel = (part: Partial<typeof model>) => change({ model: { ...model, ...part } });
  return (
    <>
      <Fields legend="Input">
        <SimpleGrid cols={2} spacing="sm">
          <ChoiceField
            path="input.window"
            label="Window"
            hint="Which frames of a clip are learned from."
            value={input.window}
            choices={[
              { value: 'clip', label: 'All frames' },
              { value: 'coded', label: 'Onset to offset, where labelled' },
              { value: 'onset', label: 'The onset frame alone' },
            ]}
            onChange={(window) => setInput({ window })}
          />
          <ChoiceField
            path="input.representation"
            label="Representation"
            hint="Difference takes the face's identity away and leaves what moves."
            value={input.representation}
            choices={[
              { value: 'difference', label: "Difference from the window's first frame" },
              { value: 'grey', label: 'Grey image' },
            ]}
            onChange={(representation) => setInput({ representation })}
          />
          <NumberField
            path="input.framesPerClip"
            label="Frames per clip"
            hint="Each clip is resampled evenly to this many."
            unit="frames"
            value={input.framesPerClip}
            onChange={(framesPerClip) => setInput({ framesPerClip })}
          />
          <NumberField
            path="input.imageSize"
            label="Image size"
            hint="Side of the square each frame is scaled to."
            unit="px"
            value={input.imageSize}
            onChange={(imageSize) => setInput({ imageSize })}
          />
        </SimpleGrid>
      </Fields>
      <Fields legend="Model: CNN + LSTM">
        <SimpleGrid cols={2} spacing="sm">
          <FiltersField filters={model.convFilters} onChange={(convFilters) => setModel({ convFilters })} />
          <NumberField
            path="model.kernelSize"
            label="Kernel size"
            hint="Side of each convolution. Default 3."
            unit="px"
            value={model.kernelSize}
            onChange={(kernelSize) => setModel({ kernelSize })}
          />
          <NumberField
            path="model.denseUnits"
            label="Dense units"
            hint="Features a frame is summed up in."
            value={model.denseUnits}
            onChange={(denseUnits) => setModel({ denseUnits })}
          />
          <NumberField
            path="model.lstmUnits"
            label="LSTM units"
            hint="Size of the memory over time."
            value={model.lstmUnits}
            onChange={(lstmUnits) => setModel({ lstmUnits })}
          />
        </SimpleGrid>
      </Fields>
    </>
  );
}

/** Filters as people write them: `16, 32`. The text is kept, so that it can be typed. */
function FiltersField({
  filters,
  onChange,
}: {
  readonly filters: readonly number[];
  readonly onChange: (filters: number[]) => void;
}) {
  const issues = useContext(SpecIssues);
  const [text, setText] = useState(filters.join(', '));
  const issue = [...issues].find(([path]) => path.startsWith('model.convFilters'))?.[1];
  return (
    <TextInput
      size="xs"
      label="Convolution filters"
      description="A number a layer; each is followed by pooling."
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
