import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { BackendReport } from '#shared/domain/backend.ts';
import type { LossSpec } from '#shared/domain/run-spec.ts';
import { type Choice, ChoiceField, Fields, NumberField } from './fields.tsx';

/** Loss and imbalance, optimiser, run. */
export function LearningFields() {
  return (
    <>
      <LossFields />
      <OptimiserFields />
      <RunFields />
    </>
  );
}

const LOSSES: Readonly<Record<'emotion' | 'intensity', readonly Choice<LossSpec['kind']>[]>> = {
  emotion: [
    { value: 'cross-entropy', label: 'Cross-entropy' },
    { value: 'focal', label: 'Focal' },
  ],
  intensity: [
    { value: 'mse', label: 'Mean squared error' },
    { value: 'mae', label: 'Mean absolute error' },
  ],
};

function LossFields() {
  const { spec, change } = useSpecDraft();
  return (
    <Fields legend="Loss and imbalance">
      <SimpleGrid cols={2} spacing="sm">
        <ChoiceField
          path="loss"
          label="Loss"
          hint={
            spec.task === 'emotion'
              ? 'Focal looks more at clips that are hard.'
              : 'Absolute error minds outliers less.'
          }
          value={spec.loss.kind}
          choices={LOSSES[spec.task]}
          onChange={(kind) => change({ loss: kind === 'focal' ? { kind, gamma: 2 } : { kind } })}
        />
        {spec.loss.kind === 'focal' && (
          <NumberField
            path="loss.gamma"
            label="Gamma"
            hint="0 is cross-entropy. Default 2."
            step={0.5}
            value={spec.loss.gamma}
            onChange={(gamma) => change({ loss: { kind: 'focal', gamma } })}
          />
        )}
        {spec.task === 'emotion' && (
          <ChoiceField
            path="classWeights"
            label="Class weights"
            hint="Balanced: rare emotions count as much as common ones."
            value={spec.classWeights}
            choices={[
              { value: 'none', label: 'None' },
              { value: 'balanced', label: 'Balanced' },
            ]}
            onChange={(classWeights) => change({ classWeights })}
          />
        )}
      </SimpleGrid>
    </Fields>
  );
}

function OptimiserFields() {
  const { spec, change } = useSpecDraft();
  return (
    <Fields legend="Optimiser: Adam">
      <SimpleGrid cols={2} spacing="sm">
        <NumberField
          path="learningRate"
          label="Learning rate"
          hint="Size of each step. Default 0.001."
          step={0.0005}
          value={spec.learningRate}
          onChange={(learningRate) => change({ learningRate })}
        />
        <NumberField
          path="batchSize"
          label="Batch size"
          hint="Clips a step is computed from."
          unit="clips"
          value={spec.batchSize}
          onChange={(batchSize) => change({ batchSize })}
        />
        <NumberField
          path="epochs"
          label="Epochs"
          hint="Passes over the training clips of each fold."
          value={spec.epochs}
          onChange={(epochs) => change({ epochs })}
        />
      </SimpleGrid>
    </Fields>
  );
}

function RunFields() {
  const { spec, change } = useSpecDraft();
  const backends = useQuery(queries.backends()).data ?? [];
  const chosen = backends.find((backend) => backend.chosen);
  return (
    <Fields legend="Run">
      <SimpleGrid cols={2} spacing="sm">
        <NumberField
          path="seed"
          label="Seed"
          hint="The same seed and backend give the same run."
          value={spec.seed}
          onChange={(seed) => change({ seed })}
        />
        <ChoiceField
          path="backend"
          label="Backend"
          hint={backendHint(chosen, backends)}
          value={spec.backend}
          choices={[
            {
              value: 'auto',
              label: chosen === undefined ? 'The best there is' : `The best there is (${chosen.name})`,
            },
            { value: 'tfjs-node-gpu', label: 'Native, graphics card' },
            { value: 'tfjs-node', label: 'Native' },
            { value: 'wasm', label: 'WebAssembly' },
            { value: 'cpu', label: 'Plain JavaScript (very slow)' },
          ]}
          onChange={(backend) => change({ backend })}
        />
      </SimpleGrid>
    </Fields>
  );
}

/** Which backend is used, and why none of the faster ones. */
function backendHint(chosen: BackendReport | undefined, all: readonly BackendReport[]): string {
  if (chosen === undefined) return 'Looking for what this machine has.';
  const faster = all.slice(0, all.indexOf(chosen)).filter((backend) => backend.whyNot !== null);
  const why = faster.map((backend) => `No ${backend.name}: ${backend.whyNot}`);
  return [`Uses ${chosen.name}${chosen.device === null ? '' : ` on ${chosen.device}`}.`, ...why].join(' ');
}
