import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { type Choice, ChoiceField, NumberField, SwitchField } from './fields.tsx';
import { FieldGroup } from './group.tsx';

const WINDOWS: readonly Choice<InputSpec['window']>[] = [
  { value: 'clip', label: 'All frames' },
  { value: 'coded', label: 'Onset to offset, where labelled' },
  { value: 'onset-apex', label: 'Onset to apex, where labelled' },
  { value: 'onset', label: 'The onset frame alone' },
];
const REPRESENTATIONS: readonly Choice<InputSpec['representation']>[] = [
  { value: 'difference', label: "Difference from the window's first frame" },
  { value: 'grey', label: 'Grey image' },
  { value: 'rgb', label: 'Colour image (RGB)' },
  { value: 'flow', label: 'Optical flow from the first frame' },
];
const LENGTHS: readonly Choice<InputSpec['lengths']>[] = [
  { value: 'resample', label: 'Resample to one length' },
  { value: 'mask', label: 'Keep lengths, mask what is missing' },
];

/** What the model sees of a clip. */
export function InputFields() {
  const { spec, change } = useSpecDraft();
  const { input } = spec;
  const preset = defaultRunSpec(spec.task).input;
  const setInput = (part: Partial<InputSpec>) => change({ input: { ...input, ...part } });
  return (
    <FieldGroup name="input" title="Input">
      <ChoiceField
        path="input.representation"
        label="Representation"
        hint={REPRESENTATION_HINTS[input.representation]}
        value={input.representation}
        preset={preset.representation}
        choices={REPRESENTATIONS}
        onChange={(representation) => change(withRepresentation(spec, representation))}
      />
      <ChoiceField
        path="input.window"
        label="Window"
        hint="Which frames of a clip are learned from."
        value={input.window}
        preset={preset.window}
        choices={WINDOWS}
        onChange={(window) => setInput({ window })}
      />
      <NumberField
        path="input.framesPerClip"
        label="Frames per clip"
        hint={
          input.lengths === 'mask'
            ? 'The most frames that are looked at.'
            : 'Each clip is resampled evenly to this many.'
        }
        unit="frames"
        value={input.framesPerClip}
        preset={preset.framesPerClip}
        onChange={(framesPerClip) => setInput({ framesPerClip })}
      />
      <ChoiceField
        path="input.lengths"
        label="Lengths"
        hint="What becomes of clips that are longer or shorter."
        value={input.lengths}
        preset={preset.lengths}
        choices={LENGTHS}
        onChange={(lengths) => setInput({ lengths })}
      />
      <NumberField
        path="input.imageSize"
        label="Image size"
        hint="Side of the square each frame is scaled to."
        unit="px"
        value={input.imageSize}
        preset={preset.imageSize}
        onChange={(imageSize) => setInput({ imageSize })}
      />
    </FieldGroup>
  );
}

const REPRESENTATION_HINTS: Readonly<Record<InputSpec['representation'], string>> = {
  difference: "Takes the face's identity away and leaves what moves.",
  grey: 'The frames as they are, without colour.',
  rgb: 'The frames as they are, in three channels.',
  flow: 'Movement of each point (u, v) and strain; slower to prepare.',
};

/** Optical flow has no brightness to change. */
function withRepresentation(
  { input, augmentation }: RunSpec,
  representation: InputSpec['representation'],
): Partial<RunSpec> {
  const brightness = representation === 'flow' ? 0 : augmentation.brightness;
  return { input: { ...input, representation }, augmentation: { ...augmentation, brightness } };
}

/** What a training clip may look like another time. */
export function AugmentationFields() {
  const { spec, change } = useSpecDraft();
  const { augmentation } = spec;
  const preset = defaultRunSpec(spec.task).augmentation;
  const set = (part: Partial<typeof augmentation>) => change({ augmentation: { ...augmentation, ...part } });
  return (
    <FieldGroup name="augmentation" title="Augmentation">
      <SwitchField
        path="augmentation.flip"
        label="Flip"
        hint="Mirrors left and right every other time."
        value={augmentation.flip}
        preset={preset.flip}
        onChange={(flip) => set({ flip })}
      />
      <NumberField
        path="augmentation.shiftPixels"
        label="Shift"
        hint="Moves the image by up to this much."
        unit="px"
        value={augmentation.shiftPixels}
        preset={preset.shiftPixels}
        onChange={(shiftPixels) => set({ shiftPixels })}
      />
      {spec.input.representation !== 'flow' && (
        <NumberField
          path="augmentation.brightness"
          label="Brightness"
          hint="Changes the light by up to this share of white."
          step={0.05}
          value={augmentation.brightness}
          preset={preset.brightness}
          onChange={(brightness) => set({ brightness })}
        />
      )}
      <NumberField
        path="augmentation.temporalCrop"
        label="Temporal crop"
        hint="Leaves out up to this share of the window, at its ends."
        step={0.05}
        value={augmentation.temporalCrop}
        preset={preset.temporalCrop}
        onChange={(temporalCrop) => set({ temporalCrop })}
      />
    </FieldGroup>
  );
}
