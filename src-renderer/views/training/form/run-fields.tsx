import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { backendHint, whyNoFaster } from './backend-words.ts';
import { type Choice, ChoiceField, NumberField } from './fields.tsx';
import { FieldGroup } from './group.tsx';

const BACKENDS: readonly Choice<RunSpec['backend']>[] = [
  { value: 'tfjs-node-gpu', label: 'Native, graphics card' },
  { value: 'tfjs-node', label: 'Native' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'wasm', label: 'WebAssembly' },
  { value: 'cpu', label: 'Plain JavaScript (very slow)' },
];

/** Seed and backend. */
export function RunFields() {
  const { spec, change } = useSpecDraft();
  const backends = useQuery(queries.backends());
  const best = backends.data?.find((backend) => backend.chosen);
  return (
    <FieldGroup name="run" title="Run">
      <NumberField
        path="seed"
        label="Seed"
        hint="The same seed and backend give the same run."
        value={spec.seed}
        preset={1}
        onChange={(seed) => change({ seed })}
      />
      <ChoiceField
        path="backend"
        label="Backend"
        hint={
          backends.isError
            ? `What this machine has could not be found out: ${backends.error.message}`
            : backends.isPending
              ? 'Looking for what this machine has.'
              : backendHint(spec.backend, backends.data)
        }
        value={spec.backend}
        preset="auto"
        choices={[
          {
            value: 'auto',
            label: best === undefined ? 'The best there is' : `The best there is (${best.name})`,
          },
          ...BACKENDS,
        ]}
        onChange={(backend) => change({ backend })}
      />
      {/* Below the fields: it comes late, and must not move a list that is open. */}
      {spec.backend === 'auto' && (
        <Text size="xs" c="dimmed" style={{ gridColumn: '1 / -1' }}>
          {whyNoFaster(backends.data ?? [])}
        </Text>
      )}
    </FieldGroup>
  );
}
