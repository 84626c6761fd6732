import { Alert, Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { type ImportPlan, previewImport, runImport } from '#renderer/state/imports.ts';
import { type LongTask, useLongTask } from '#renderer/state/tasks.ts';
import { ProgressLine } from '#renderer/widgets/progress-line.tsx';
import { EmptyState } from '#renderer/widgets/states.tsx';
import type { ImportReport } from '#shared/domain/import.ts';
import { type DraftProblems, EMPTY_DRAFT, type ImportDraft, requestOf, withColumns } from './draft.ts';
import { ImportFields } from './import-fields.tsx';
import classes from './importing.module.css';
import type { ColumnChoice } from './missing-columns.tsx';
import { ReportView } from './report-view.tsx';

/** Preview first, then Import: nothing is written before. */
export function ImportForm({ onDone }: { readonly onDone: () => void }) {
  const [draft, setDraft] = useState<ImportDraft>(EMPTY_DRAFT);
  const [problems, setProblems] = useState<DraftProblems>({});
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [result, setResult] = useState<ImportReport | null>(null);
  const task = useLongTask();

  const change = (fields: Partial<ImportDraft>) => {
    setDraft((before) => ({ ...before, ...fields }));
    setProblems({});
    setPlan(null);
    setResult(null);
    task.clearFailure();
  };
  const preview = async (of: ImportDraft) => {
    const parsed = requestOf(of);
    if ('problems' in parsed) return setProblems(parsed.problems);
    setPlan(null);
    setResult(null);
    setPlan(await task.start((id) => previewImport(parsed.request, id)));
  };
  const takeColumns = (choice: ColumnChoice) => {
    const next = { ...draft, columns: withColumns(draft.columns, choice) };
    change(next);
    void preview(next);
  };
  const run = async (planId: string) => {
    setResult(await task.start((id) => runImport(planId, id)));
    setPlan(null);
  };

  return (
    <div className={classes['form']}>
      <form
        className={classes['fields']}
        onSubmit={(event) => {
          event.preventDefault();
          void preview(draft);
        }}
      >
        <Stack gap="xs" className={classes['scroll'] ?? ''}>
          <ImportFields draft={draft} problems={problems} disabled={task.isRunning} onChange={change} />
        </Stack>
        <Group gap="xs">
          <Button
            type="submit"
            variant={plan === null && result === null ? 'filled' : 'default'}
            disabled={task.isRunning}
          >
            Preview
          </Button>
          {plan !== null && (
            <Button
              disabled={task.isRunning || !canImport(plan.report)}
              onClick={() => void run(plan.planId)}
            >
              Import
            </Button>
          )}
          {result !== null && <Button onClick={onDone}>Done</Button>}
        </Group>
      </form>
      <section className={classes['report']} aria-label="Preview" aria-live="polite">
        <Outcome task={task} plan={plan} result={result} onColumns={takeColumns} />
      </section>
    </div>
  );
}

function Outcome({
  task,
  plan,
  result,
  onColumns,
}: {
  readonly task: LongTask;
  readonly plan: ImportPlan | null;
  readonly result: ImportReport | null;
  readonly onColumns: (choice: ColumnChoice) => void;
}) {
  const progress = task.progress;
  return (
    <>
      {task.isRunning && (
        <ProgressLine
          title={progress?.title ?? 'Reading the source'}
          share={progress?.total == null ? null : progress.done / progress.total}
          secondsLeft={progress?.secondsLeft ?? null}
          onCancel={task.cancel}
        />
      )}
      {task.failure !== null && (
        <Alert color="red" variant="light" role="alert" title="Nothing was imported">
          {task.failure}
        </Alert>
      )}
      {result !== null && <ReportView report={result} isDone onColumns={onColumns} />}
      {result === null && plan !== null && (
        <ReportView report={plan.report} isDone={false} onColumns={onColumns} />
      )}
      {!task.isRunning && task.failure === null && plan === null && result === null && (
        <EmptyState title="Preview first">
          You see what was found, what would be made, and what would be skipped and why. Nothing is written
          before you choose Import.
        </EmptyState>
      )}
    </>
  );
}

function canImport({ isNews, missingColumns }: ImportReport): boolean {
  return isNews && missingColumns.length === 0;
}
