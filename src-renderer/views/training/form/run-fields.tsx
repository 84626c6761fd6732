import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { BackendReport } from '#shared/domain/backend.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
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
  const backends = useQuery(queries.backends()).data ?? [];
  const chosen = backends.find((backend) => backend.chosen);
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
        hint={backendHint(chosen, backends)}
        value={spec.backend}
        preset="auto"
        choices={[
          {
            value: 'auto',
            label: chosen === undefined ? 'The best there is' : `The best there is (${chosen.name})`,
          },
          ...BACKENDS,
        ]}
        onChange={(backend) => change({ backend })}
      />
    </FieldGroup>
  );
}

/** Which backend is used, and why none of the faster ones. */
function backendHint(chosen: BackendReport | undefined, all: readonly BackendReport[]): string {
  if (chosen === undefined) return 'Looking for what this machine has.';
  const faster = all.slice(0, all.indexOf(chosen)).filter((backend) => backend.whyNot !== null);
  const why = faster.map((backend) => `No ${backend.name}: ${backend.whyNot}`);
  return [`Uses ${chosen.name}${chosen.device === null ? '' : ` on ${chosen.device}`}.`, ...why].join(' ');
}
