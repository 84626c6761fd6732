import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { SplitSpec, TargetSpec } from '#shared/domain/run-spec.ts';
import { ChoiceField, Fields, NumberField } from './fields.tsx';

/** Task, target, data and split. */
export function DataFields() {
  const { spec, change, setTask } = useSpecDraft();
  return (
    <>
      <Fields legend="Task and target">
        <SimpleGrid cols={2} spacing="sm">
          <ChoiceField
            path="task"
            label="Task"
            hint="Soft intensity from 0 to 1, or one emotion of the scheme."
            value={spec.task}
            choices={[
              { value: 'emotion', label: 'Emotion' },
              { value: 'intensity', label: 'Intensity' },
            ]}
            onChange={setTask}
          />
          <TargetField />
        </SimpleGrid>
      </Fields>
      <Fields legend="Split">
        <SimpleGrid cols={2} spacing="sm">
          <ChoiceField
            path="split"
            label="Split"
            hint="How clips are held out. No subject is on both sides, but for the last."
            value={spec.split.kind}
            choices={SPLITS}
            onChange={(kind) => change({ split: splitOf(kind) })}
          />
          {spec.split.kind === 'kfold' && (
            <NumberField
              path="split.folds"
              label="Folds"
              hint="Parts the subjects are divided into. Default 5."
              value={spec.split.folds}
              onChange={(folds) => change({ split: { kind: 'kfold', folds } })}
            />
          )}
          <TestShareField />
        </SimpleGrid>
      </Fields>
    </>
  );
}

const SPLITS = [
  { value: 'kfold', label: 'k folds by subject' },
  { value: 'loso', label: 'Leave one subject out (LOSO)' },
  { value: 'holdout', label: 'Hold out some subjects' },
  { value: 'given', label: 'Train and test as imported' },
  { value: 'holdout-clips', label: 'Hold out clips (not subject-independent)' },
] as const;

function splitOf(kind: SplitSpec['kind']): SplitSpec {
  switch (kind) {
    case 'kfold':
      return { kind, folds: 5 };
    case 'holdout':
    case 'holdout-clips':
      return { kind, testShare: 0.2 };
    case 'loso':
    case 'given':
      return { kind };
  }
}

function TestShareField() {
  const { spec, change } = useSpecDraft();
  const { split } = spec;
  if (split.kind !== 'holdout' && split.kind !== 'holdout-clips') return null;
  return (
    <NumberField
      path="split.testShare"
      label="Test share"
      hint="Part held out, between 0 and 1. Default 0.2."
      step={0.05}
      value={split.testShare}
      onChange={(testShare) => change({ split: { kind: split.kind, testShare } })}
    />
  );
}

/** Whose labels are learned. One value a rater, after the two that take several. */
function TargetField() {
  const { spec, change } = useSpecDraft();
  const raters = useQuery(queries.raters()).data ?? [];
  const own = spec.target.from === 'rater-then-raters' ? spec.target.rater : null;
  return (
    <ChoiceField
      path="target"
      label="Target"
      hint="Together: mean intensity; majority emotion, ties left out and listed."
      value={targetKey(spec.target)}
      choices={[
        { value: 'mine', label: 'My label, else the raters together' },
        { value: 'raters', label: 'The raters together' },
        ...raters.map((rater) => ({ value: `rater:${rater.name}`, label: `Only ${rater.name}` })),
      ]}
      onChange={(key) => change({ target: targetOf(key, own) })}
    />
  );
}

function targetKey(target: TargetSpec): string {
  if (target.from === 'rater') return `rater:${target.rater}`;
  return target.from === 'raters' ? 'raters' : 'mine';
}

function targetOf(key: string, own: string | null): TargetSpec {
  if (key === 'raters') return { from: 'raters' };
  if (key === 'mine') return { from: 'rater-then-raters', rater: own };
  return { from: 'rater', rater: key.slice('rater:'.length) };
}
