import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { LossSpec } from '#shared/domain/learning-spec.ts';
import { defaultRunSpec, LOSSES, type RunSpec } from '#shared/domain/run-spec.ts';
import { LOSS_PRESETS } from '#shared/domain/spec-presets.ts';
import { ChoiceField, NumberField } from './fields.tsx';
import { FieldGroup } from './group.tsx';

const NAMES: Readonly<Record<LossSpec['kind'], string>> = {
  mse: 'Mean squared error',
  mae: 'Mean absolute error',
  huber: 'Huber',
  ccc: 'Concordance (1 − CCC)',
  'cross-entropy': 'Cross-entropy',
  focal: 'Focal',
  'soft-cross-entropy': 'Soft cross-entropy',
  kl: 'Kullback–Leibler divergence',
};
const HINTS: Readonly<Record<LossSpec['kind'], string>> = {
  mse: 'Minds large errors most.',
  mae: 'Minds outliers less than squared error.',
  huber: 'Squared for small errors, absolute for large ones.',
  ccc: 'Agreement over a batch; larger batches serve it better.',
  'cross-entropy': 'One emotion a clip.',
  focal: 'Looks more at clips that are hard.',
  'soft-cross-entropy': "Learns how the raters' emotions are spread.",
  kl: "Learns how the raters' emotions are spread; 0 where it agrees.",
};

export function LossFields() {
  const { spec, change } = useSpecDraft();
  const { loss } = spec;
  return (
    <FieldGroup name="loss" title="Loss">
      <ChoiceField
        path="loss"
        label="Loss"
        hint={HINTS[loss.kind]}
        value={loss.kind}
        preset={defaultRunSpec(spec.task).loss.kind}
        choices={LOSSES[spec.task].map((kind) => ({ value: kind, label: NAMES[kind] }))}
        onChange={(kind) => change(withLoss(spec, kind))}
      />
      {loss.kind === 'huber' && (
        <NumberField
          path="loss.delta"
          label="Delta"
          hint="Error, on the scale of 0 to 1, from which it is absolute."
          step={0.05}
          value={loss.delta}
          preset={LOSS_PRESETS.huber.delta}
          onChange={(delta) => change({ loss: { kind: 'huber', delta } })}
        />
      )}
      {loss.kind === 'cross-entropy' && (
        <NumberField
          path="loss.labelSmoothing"
          label="Label smoothing"
          hint="Share of the truth that is spread over all emotions."
          step={0.05}
          value={loss.labelSmoothing}
          preset={LOSS_PRESETS['cross-entropy'].labelSmoothing}
          onChange={(labelSmoothing) => change({ loss: { kind: 'cross-entropy', labelSmoothing } })}
        />
      )}
      {loss.kind === 'focal' && (
        <NumberField
          path="loss.gamma"
          label="Gamma"
          hint="How much easy clips are played down; 0 is cross-entropy."
          step={0.5}
          value={loss.gamma}
          preset={LOSS_PRESETS.focal.gamma}
          onChange={(gamma) => change({ loss: { kind: 'focal', gamma } })}
        />
      )}
    </FieldGroup>
  );
}

/** Density weights do not go with CCC, which looks at a batch as a whole. */
function withLoss({ densityWeights }: RunSpec, kind: LossSpec['kind']): Partial<RunSpec> {
  return { loss: LOSS_PRESETS[kind], densityWeights: kind === 'ccc' ? null : densityWeights };
}
