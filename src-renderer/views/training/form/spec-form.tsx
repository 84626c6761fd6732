import { Accordion, ScrollArea } from '@mantine/core';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import { SplitFields, TaskFields } from './data-fields.tsx';
import { SpecIssues } from './fields.tsx';
import classes from './form.module.css';
import { ImbalanceFields } from './imbalance-fields.tsx';
import { AugmentationFields, InputFields } from './input-fields.tsx';
import { LossFields } from './loss-fields.tsx';
import { ModelFields } from './model-fields.tsx';
import { OptimizerFields } from './optimizer-fields.tsx';
import { useFormIssues } from './plan.ts';
import { RunFields } from './run-fields.tsx';
import { ScheduleFields, StoppingFields } from './schedule-fields.tsx';
import { SpecFile } from './spec-file.tsx';

/** The whole spec as a form, in groups that fold. */
export function SpecForm() {
  const { openGroups, setOpenGroups } = useSpecDraft();
  const issues = useFormIssues();
  return (
    <SpecIssues value={issues}>
      <form
        className={classes['form']}
        aria-label="Training spec"
        onSubmit={(event) => event.preventDefault()}
      >
        <SpecFile />
        <ScrollArea className={classes['fields'] ?? ''}>
          <Accordion
            multiple
            value={[...openGroups]}
            onChange={setOpenGroups}
            chevronPosition="left"
            transitionDuration={0}
            classNames={{ control: classes['groupControl'] ?? '', label: classes['groupLabel'] ?? '' }}
          >
            <TaskFields />
            <SplitFields />
            <InputFields />
            <AugmentationFields />
            <ModelFields />
            <LossFields />
            <ImbalanceFields />
            <OptimizerFields />
            <ScheduleFields />
            <StoppingFields />
            <RunFields />
          </Accordion>
        </ScrollArea>
      </form>
    </SpecIssues>
  );
}
