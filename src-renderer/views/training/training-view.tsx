import { ScrollArea } from '@mantine/core';
import { usePlace } from '#renderer/state/navigation.ts';
import { ComparePanel } from './compare/compare-panel.tsx';
import { PlanPanel } from './form/plan-panel.tsx';
import { SpecForm } from './form/spec-form.tsx';
import { RunPanel } from './run/run-panel.tsx';
import { RunsTable } from './runs-table.tsx';
import classes from './training.module.css';

/** The spec as a form with what it would do beside it, and the runs; or one run; or some of them compared. */
export function TrainingView() {
  const place = usePlace();
  if (place.view === 'train' && place.runId !== null) return <RunPanel runId={place.runId} />;
  if (place.view === 'train' && place.compared !== undefined) return <ComparePanel runIds={place.compared} />;
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
