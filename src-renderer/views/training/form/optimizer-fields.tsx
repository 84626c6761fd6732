import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { OptimizerSpec } from '#shared/domain/learning-spec.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { OPTIMIZER_PRESETS } from '#shared/domain/spec-presets.ts';
import { type Choice, ChoiceField, NumberField } from './fields.tsx';
import { FieldGroup } from './group.tsx';

const OPTIMIZERS: readonly Choice<OptimizerSpec['kind']>[] = [
  { value: 'adam', label: 'Adam' },
  { value: 'adamw', label: 'AdamW' },
  { value: 'sgd', label: 'SGD with momentum' },
];

export function OptimizerFields() {
  const { spec, change } = useSpecDraft();
  const preset = defaultRunSpec(spec.task);
  return (
    <FieldGroup name="optimizer" title="Optimizer">
      <ChoiceField
        path="optimizer"
        label="Optimizer"
        hint="How the gradient becomes a step."
        value={spec.optimizer.kind}
        preset={preset.optimizer.kind}
        choices={OPTIMIZERS}
        onChange={(kind) => change({ optimizer: OPTIMIZER_PRESETS[kind] })}
      />
      <OwnField />
      <NumberField
        path="learningRate"
        label="Learning rate"
        hint="Size of each step."
        step={0.0005}
        value={spec.learningRate}
        preset={preset.learningRate}
        onChange={(learningRate) => change({ learningRate })}
      />
      <NumberField
        path="batchSize"
        label="Batch size"
        hint="Clips a step is computed from."
        unit="clips"
        value={spec.batchSize}
        preset={preset.batchSize}
        onChange={(batchSize) => change({ batchSize })}
      />
      <NumberField
        path="epochs"
        label="Epochs"
        hint={
          spec.earlyStopping === null
            ? 'Passes over the training clips of each fold.'
            : 'The most passes over the training clips of each fold.'
        }
        value={spec.epochs}
        preset={preset.epochs}
        onChange={(epochs) => change({ epochs })}
      />
    </FieldGroup>
  );
}

/** What the chosen optimizer has beside the learning rate. */
function OwnField() {
  const { spec, change } = useSpecDraft();
  const { optimizer } = spec;
  if (optimizer.kind === 'adamw')
    return (
      <NumberField
        path="optimizer.weightDecay"
        label="Weight decay"
        hint="Share of each weight, times the learning rate, that a step takes away."
        step={0.005}
        value={optimizer.weightDecay}
        preset={OPTIMIZER_PRESETS.adamw.weightDecay}
        onChange={(weightDecay) => change({ optimizer: { kind: 'adamw', weightDecay } })}
      />
    );
  if (optimizer.kind === 'sgd')
    return (
      <NumberField
        path="optimizer.momentum"
        label="Momentum"
        hint="Share of the last step that goes on into the next."
        step={0.05}
        value={optimizer.momentum}
        preset={OPTIMIZER_PRESETS.sgd.momentum}
        onChange={(momentum) => change({ optimizer: { kind: 'sgd', momentum } })}
      />
    );
  return null;
}
