import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { ScheduleSpec } from '#shared/domain/learning-spec.ts';
import { EARLY_STOPPING_PRESET, SCHEDULE_PRESETS } from '#shared/domain/spec-presets.ts';
import { type Choice, ChoiceField, NumberField, SwitchField } from './fields.tsx';
import { FieldGroup } from './group.tsx';

const SCHEDULES: readonly Choice<ScheduleSpec['kind']>[] = [
  { value: 'constant', label: 'Constant' },
  { value: 'step', label: 'In steps' },
  { value: 'cosine', label: 'Cosine, with warm-up' },
];

/** What becomes of the learning rate. */
export function ScheduleFields() {
  const { spec, change } = useSpecDraft();
  return (
    <FieldGroup name="schedule" title="Learning rate schedule">
      <ChoiceField
        path="schedule"
        label="Schedule"
        hint="What becomes of the learning rate, epoch by epoch."
        value={spec.schedule.kind}
        preset="constant"
        choices={SCHEDULES}
        onChange={(kind) => change({ schedule: SCHEDULE_PRESETS[kind] })}
      />
      <OwnFields />
    </FieldGroup>
  );
}

/** The numbers of the chosen schedule. */
function OwnFields() {
  const { spec, change } = useSpecDraft();
  const { schedule } = spec;
  switch (schedule.kind) {
    case 'constant':
      return null;
    case 'step':
      return (
        <>
          <NumberField
            path="schedule.everyEpochs"
            label="Every"
            hint="Epochs from one step to the next."
            unit="epochs"
            value={schedule.everyEpochs}
            preset={SCHEDULE_PRESETS.step.everyEpochs}
            onChange={(everyEpochs) => change({ schedule: { ...schedule, everyEpochs } })}
          />
          <NumberField
            path="schedule.factor"
            label="Factor"
            hint="What each step multiplies the rate by."
            step={0.1}
            value={schedule.factor}
            preset={SCHEDULE_PRESETS.step.factor}
            onChange={(factor) => change({ schedule: { ...schedule, factor } })}
          />
        </>
      );
    case 'cosine':
      return (
        <>
          <NumberField
            path="schedule.warmupEpochs"
            label="Warm-up"
            hint="Epochs in which the rate rises to its full size."
            unit="epochs"
            value={schedule.warmupEpochs}
            preset={SCHEDULE_PRESETS.cosine.warmupEpochs}
            onChange={(warmupEpochs) => change({ schedule: { ...schedule, warmupEpochs } })}
          />
          <NumberField
            path="schedule.finalShare"
            label="Final share"
            hint="Part of the rate that is left at the end."
            step={0.05}
            value={schedule.finalShare}
            preset={SCHEDULE_PRESETS.cosine.finalShare}
            onChange={(finalShare) => change({ schedule: { ...schedule, finalShare } })}
          />
        </>
      );
  }
}

/** When a fold ends before its last epoch. */
export function StoppingFields() {
  const { spec, change } = useSpecDraft();
  const { earlyStopping } = spec;
  return (
    <FieldGroup name="stopping" title="Early stopping">
      <SwitchField
        path="earlyStopping"
        label="Stop early"
        hint="Ends a fold when a validation part of its training subjects gets no better, and takes its best epoch."
        value={earlyStopping !== null}
        preset={false}
        onChange={(isOn) => change({ earlyStopping: isOn ? EARLY_STOPPING_PRESET : null })}
      />
      {earlyStopping !== null && (
        <>
          <NumberField
            path="earlyStopping.validationShare"
            label="Validation share"
            hint="Part of the training subjects that is only looked at."
            step={0.05}
            value={earlyStopping.validationShare}
            preset={EARLY_STOPPING_PRESET.validationShare}
            onChange={(validationShare) => change({ earlyStopping: { ...earlyStopping, validationShare } })}
          />
          <NumberField
            path="earlyStopping.patience"
            label="Patience"
            hint="Epochs without a better validation loss before it ends."
            unit="epochs"
            value={earlyStopping.patience}
            preset={EARLY_STOPPING_PRESET.patience}
            onChange={(patience) => change({ earlyStopping: { ...earlyStopping, patience } })}
          />
        </>
      )}
    </FieldGroup>
  );
}
