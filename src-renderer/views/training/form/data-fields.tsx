import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { TargetSpec } from '#shared/domain/run-spec.ts';
import { SPLIT_PRESETS } from '#shared/domain/spec-presets.ts';
import { ChoiceField, NumberField } from './fields.tsx';
import { FieldGroup } from './group.tsx';

/** Task and target. */
export function TaskFields() {
  const { spec, setTask } = useSpecDraft();
  return (
    <FieldGroup name="task" title="Task and target">
      <ChoiceField
        path="task"
        label="Task"
        hint="Soft intensity from 0 to 1, or one emotion of the scheme."
        value={spec.task}
        preset="emotion"
        choices={[
          { value: 'emotion', label: 'Emotion' },
          { value: 'intensity', label: 'Intensity' },
        ]}
        onChange={setTask}
      />
      <TargetField />
    </FieldGroup>
  );
}

/** Whose labels are learned. One value a rater, after the two that take several. */
function TargetField() {
  const { spec, change } = useSpecDraft();
  const raters = useQuery(queries.raters()).data ?? [];
  const recipes = useRecipes(spec.target);
  const named = spec.target.from === 'rater-then-raters' ? spec.target.rater : null;
  return (
    <ChoiceField
      path="target"
      label="Target"
      hint="Together: mean intensity; majority emotion, ties left out and listed."
      value={targetKey(spec.target)}
      preset="mine"
      choices={[
        { value: 'mine', label: 'My label, else the raters together' },
        ...(named === null
          ? []
          : [{ value: `first:${named}`, label: `${named}'s label, else the raters together` }]),
        { value: 'raters', label: 'The raters together' },
        ...raters
          .filter(({ kind }) => kind !== 'model')
          .map((rater) => ({ value: `rater:${rater.name}`, label: `Only ${rater.name}` })),
        ...recipes.map(({ name }) => ({ value: `gold:${name}`, label: `Gold labels: ${name}` })),
      ]}
      onChange={(key) => change({ target: targetOf(key, recipes) })}
    />
  );
}

type Recipe = Omit<Extract<TargetSpec, { from: 'gold' }>, 'from'>;

/** The project's own recipes (the first is the raters together); with that of the spec, which may come from elsewhere. */
function useRecipes(target: TargetSpec): readonly Recipe[] {
  const stored = (useQuery(queries.recipes()).data ?? []).slice(1);
  if (target.from !== 'gold') return stored;
  const { name, recipe } = target;
  return [...stored.filter((one) => one.name !== name), { name, recipe }];
}

function targetKey(target: TargetSpec): string {
  if (target.from === 'gold') return `gold:${target.name}`;
  if (target.from === 'rater') return `rater:${target.rater}`;
  if (target.from === 'raters') return 'raters';
  return target.rater === null ? 'mine' : `first:${target.rater}`;
}

function targetOf(key: string, recipes: readonly Recipe[]): TargetSpec {
  const gold = recipes.find(({ name }) => key === `gold:${name}`);
  if (gold !== undefined) return { from: 'gold', ...gold };
  if (key === 'raters') return { from: 'raters' };
  if (key === 'mine') return { from: 'rater-then-raters', rater: null };
  if (key.startsWith('first:')) return { from: 'rater-then-raters', rater: key.slice('first:'.length) };
  return { from: 'rater', rater: key.slice('rater:'.length) };
}

const SPLITS = [
  { value: 'kfold', label: 'k folds by subject' },
  { value: 'loso', label: 'Leave one subject out (LOSO)' },
  { value: 'holdout', label: 'Hold out some subjects' },
  { value: 'given', label: 'Train and test as imported' },
  { value: 'holdout-clips', label: 'Hold out clips (not subject-independent)' },
] as const;

export function SplitFields() {
  const { spec, change } = useSpecDraft();
  const { split } = spec;
  return (
    <FieldGroup name="split" title="Split">
      <ChoiceField
        path="split"
        label="Split"
        hint="How clips are held out; no subject is on both sides, but for the last."
        value={split.kind}
        preset="kfold"
        choices={SPLITS}
        onChange={(kind) => change({ split: SPLIT_PRESETS[kind] })}
      />
      {split.kind === 'kfold' && (
        <NumberField
          path="split.folds"
          label="Folds"
          hint="Parts the subjects are divided into."
          value={split.folds}
          preset={SPLIT_PRESETS.kfold.folds}
          onChange={(folds) => change({ split: { kind: 'kfold', folds } })}
        />
      )}
      {(split.kind === 'holdout' || split.kind === 'holdout-clips') && (
        <NumberField
          path="split.testShare"
          label="Test share"
          hint="Part held out, between 0 and 1."
          step={0.05}
          value={split.testShare}
          preset={SPLIT_PRESETS[split.kind].testShare}
          onChange={(testShare) => change({ split: { kind: split.kind, testShare } })}
        />
      )}
    </FieldGroup>
  );
}
