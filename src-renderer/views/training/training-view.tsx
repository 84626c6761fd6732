import { ScrollArea, Stack } from '@mantine/core';
import { usePlace } from '#renderer/state/navigation.ts';
import { specIssues, useSpecDraft } from '#renderer/state/spec-draft.ts';
import { DataFields } from './data-fields.tsx';
import { SpecIssues } from './fields.tsx';
import { LearningFields } from './learning-fields.tsx';
import { ModelFields } from './model-fields.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { RunPanel } from './run-panel.tsx';
import { RunsTable } from './runs-table.tsx';
import classes from './training.module.css';

/** The spec as a form with what it would do beside it, and the runs; or one run. */
export function TrainingView() {
  const place = usePlace();
  if (place.view === 'train' && place.runId !== null) return <RunPanel runId={place.runId} />;
  return (
    <div className={classes['page']}>
      <SpecForm />
      <div className={classes['side']}>
        <PlanPanel />
        <ScrollArea flex={1}>
          <RunsTable />
        </ScrollArea>
      </div>
    </div>
  );
}

function SpecForm() {
  const spec = useSpecDraft((state) => state.spec);
  return (
    <SpecIssues value={specIssues(spec)}>
      <ScrollArea className={classes['form'] ?? ''}>
        <Stack gap="sm" p="md" role="form" aria-label="Training spec">
          <DataFields />
          <ModelFields />
          <LearningFields />
        </Stack>
      </ScrollArea>
    </SpecIssues>
  );
}
