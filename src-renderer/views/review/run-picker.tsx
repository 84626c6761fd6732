import { Select } from '@mantine/core';
import type { RunId } from '#shared/domain/ids.ts';
import { runId as runIdSchema } from '#shared/domain/ids.ts';
import type { RunRow } from '#shared/domain/run.ts';

/** Finished runs, the newest first. */
export function RunPicker({
  runs,
  value,
  onChange,
}: {
  readonly runs: readonly RunRow[];
  readonly value: RunId;
  readonly onChange: (runId: RunId) => void;
}) {
  return (
    <Select
      label="Run"
      size="xs"
      w={320}
      allowDeselect={false}
      value={value}
      data={runs.map((run) => ({ value: run.id, label: runLabel(run) }))}
      onChange={(id) => {
        if (id !== null) onChange(runIdSchema.parse(id));
      }}
    />
  );
}

function runLabel(run: RunRow): string {
  const figure =
    run.headline === null ? '' : `, ${run.task === 'emotion' ? 'UF1' : 'CCC'} ${run.headline.toFixed(3)}`;
  const origin = run.log === null ? '' : `, log ${run.log}`;
  const warning = run.subjectIndependent ? '' : ', not subject-independent';
  return `${run.id}${origin}${figure}${warning}${run.staleClipCount > 0 ? ', stale' : ''}`;
}
