import { Text } from '@mantine/core';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { ClassWeightsSpec, SamplingSpec } from '#shared/domain/learning-spec.ts';
import {
  CLASS_WEIGHTS_PRESETS,
  DENSITY_WEIGHTS_PRESET,
  SAMPLING_PRESETS,
} from '#shared/domain/spec-presets.ts';
import { type Choice, ChoiceField, NumberField, SwitchField } from './fields.tsx';
import { FieldGroup } from './group.tsx';
import { useSpecPlan } from './plan.ts';

/** What is done for rare emotions, or rare intensities. */
export function ImbalanceFields() {
  const { spec } = useSpecDraft();
  return (
    <FieldGroup name="imbalance" title="Imbalance">
      {spec.task === 'emotion' ? (
        <>
          <ClassWeightsFields />
          <SamplingFields />
        </>
      ) : (
        <DensityWeightsFields />
      )}
    </FieldGroup>
  );
}

const CLASS_WEIGHTS: readonly Choice<ClassWeightsSpec['kind']>[] = [
  { value: 'none', label: 'None' },
  { value: 'balanced', label: 'Balanced' },
  { value: 'effective-number', label: 'Effective number of clips' },
  { value: 'given', label: 'As given below' },
];
const CLASS_WEIGHTS_HINTS: Readonly<Record<ClassWeightsSpec['kind'], string>> = {
  none: 'Every clip counts the same.',
  balanced: 'Rare emotions count as much as common ones.',
  'effective-number': 'Rare emotions count more, less steeply than balanced (Cui 2019).',
  given: 'How much a clip of each emotion counts.',
};

function ClassWeightsFields() {
  const { spec, change } = useSpecDraft();
  const { classWeights } = spec;
  return (
    <>
      <ChoiceField
        path="classWeights"
        label="Class weights"
        hint={CLASS_WEIGHTS_HINTS[classWeights.kind]}
        value={classWeights.kind}
        preset="none"
        choices={CLASS_WEIGHTS}
        onChange={(kind) => change({ classWeights: CLASS_WEIGHTS_PRESETS[kind] })}
      />
      {classWeights.kind === 'effective-number' && (
        <NumberField
          path="classWeights.beta"
          label="Beta"
          hint="Nearer to 1 is nearer to balanced; 0 is none."
          step={0.001}
          value={classWeights.beta}
          preset={CLASS_WEIGHTS_PRESETS['effective-number'].beta}
          onChange={(beta) => change({ classWeights: { kind: 'effective-number', beta } })}
        />
      )}
      {classWeights.kind === 'given' && <GivenWeightFields weights={classWeights.weights} />}
    </>
  );
}

/** One number for each emotion of the clips that would be used. */
function GivenWeightFields({ weights }: { readonly weights: Readonly<Record<string, number>> }) {
  const change = useSpecDraft((state) => state.change);
  const names = Object.keys(useSpecPlan().plan.data?.classCounts ?? weights);
  if (names.length === 0)
    return (
      <Text size="xs" c="dimmed">
        The emotions are known once the plan beside the form has clips.
      </Text>
    );
  return names.map((name) => (
    <NumberField
      key={name}
      path={`classWeights.weights.${name}`}
      label={`Weight of ${name}`}
      hint="How much a clip of it counts."
      step={0.5}
      value={weights[name] ?? 1}
      preset={1}
      onChange={(weight) =>
        change({ classWeights: { kind: 'given', weights: { ...weights, [name]: weight } } })
      }
    />
  ));
}

const SAMPLING: readonly Choice<SamplingSpec['kind']>[] = [
  { value: 'shuffled', label: 'Shuffled' },
  { value: 'balanced', label: 'Balanced' },
  { value: 'embedding-smote', label: 'SMOTE on embeddings' },
];
const SAMPLING_HINTS: Readonly<Record<SamplingSpec['kind'], string>> = {
  shuffled: 'Each training clip once an epoch.',
  balanced: 'As many clips of every emotion; rare ones come again.',
  'embedding-smote': 'The head learns anew on embeddings filled up to equal classes.',
};

function SamplingFields() {
  const { spec, change } = useSpecDraft();
  const { sampling } = spec;
  return (
    <>
      <ChoiceField
        path="sampling"
        label="Sampling"
        hint={SAMPLING_HINTS[sampling.kind]}
        value={sampling.kind}
        preset="shuffled"
        choices={SAMPLING}
        onChange={(kind) => change({ sampling: SAMPLING_PRESETS[kind] })}
      />
      {sampling.kind === 'embedding-smote' && (
        <>
          <NumberField
            path="sampling.neighbours"
            label="Neighbours"
            hint="Nearest clips of the same emotion that a new one lies between."
            value={sampling.neighbours}
            preset={SAMPLING_PRESETS['embedding-smote'].neighbours}
            onChange={(neighbours) => change({ sampling: { ...sampling, neighbours } })}
          />
          <NumberField
            path="sampling.headEpochs"
            label="Head epochs"
            hint="Passes in which the head learns anew."
            unit="epochs"
            value={sampling.headEpochs}
            preset={SAMPLING_PRESETS['embedding-smote'].headEpochs}
            onChange={(headEpochs) => change({ sampling: { ...sampling, headEpochs } })}
          />
        </>
      )}
    </>
  );
}

function DensityWeightsFields() {
  const { spec, change } = useSpecDraft();
  const { densityWeights } = spec;
  if (spec.loss.kind === 'ccc')
    return (
      <Text size="xs" c="dimmed">
        The CCC loss looks at a batch as a whole: nothing is weighed clip by clip.
      </Text>
    );
  return (
    <>
      <SwitchField
        path="densityWeights"
        label="Density weights"
        hint="Clips of rare intensities count more (label distribution smoothing)."
        value={densityWeights !== null}
        preset={false}
        onChange={(isOn) => change({ densityWeights: isOn ? DENSITY_WEIGHTS_PRESET : null })}
      />
      {densityWeights !== null && (
        <>
          <NumberField
            path="densityWeights.bins"
            label="Bins"
            hint="Parts of 0 to 1 in which intensities are counted."
            value={densityWeights.bins}
            preset={DENSITY_WEIGHTS_PRESET.bins}
            onChange={(bins) => change({ densityWeights: { ...densityWeights, bins } })}
          />
          <NumberField
            path="densityWeights.sigmaBins"
            label="Sigma"
            hint="How far the counts are smoothed."
            unit="bins"
            value={densityWeights.sigmaBins}
            preset={DENSITY_WEIGHTS_PRESET.sigmaBins}
            onChange={(sigmaBins) => change({ densityWeights: { ...densityWeights, sigmaBins } })}
          />
        </>
      )}
    </>
  );
}
