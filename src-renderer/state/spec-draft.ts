import { create } from 'zustand';
import { defaultRunSpec, type RunSpec, runSpec, type TaskKind } from '#shared/domain/run-spec.ts';

/** The spec under way in the training form. It outlives the view; it may be invalid while it is typed. */
interface SpecDraft {
  readonly spec: RunSpec;
  change(change: Partial<RunSpec>): void;
  /** Another task keeps what both have and takes the task's own loss and weights. */
  setTask(task: TaskKind): void;
  replace(spec: RunSpec): void;
}

export const useSpecDraft = create<SpecDraft>()((set) => ({
  spec: defaultRunSpec('emotion'),
  change: (change) => set(({ spec }) => ({ spec: { ...spec, ...change } })),
  setTask: (task) => set(({ spec }) => ({ spec: withTask(spec, task) })),
  replace: (spec) => set({ spec }),
}));

export function withTask(spec: RunSpec, task: TaskKind): RunSpec {
  const { loss, classWeights } = defaultRunSpec(task);
  return { ...spec, task, loss, classWeights };
}

/** What is wrong with each field, by its path (`input.imageSize`); empty if the spec is valid. */
export function specIssues(spec: RunSpec): ReadonlyMap<string, string> {
  const parsed = runSpec.safeParse(spec);
  if (parsed.success) return new Map();
  return new Map(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
}
