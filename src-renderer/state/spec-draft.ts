import type { z } from 'zod';
import { create } from 'zustand';
import { defaultRunSpec, type RunSpec, runSpec, type TaskKind } from '#shared/domain/run-spec.ts';

/** How the last spec that was to come into the form as a whole fared. */
interface SpecNotice {
  readonly isTaken: boolean;
  readonly words: string;
}

/**
 * The spec under way in the training form. It outlives the view; it may be invalid while it is typed. Its target
 * `rater-then-raters` without a name is whoever sits here; its clips are the library's business.
 */
interface SpecDraft {
  readonly spec: RunSpec;
  change(change: Partial<RunSpec>): void;
  /** Another task keeps what both have and takes the task's own loss, weights and sampling. */
  setTask(task: TaskKind): void;
  /** `me`: who sits here. */
  replace(spec: RunSpec, me: string | null): void;
  readonly notice: SpecNotice | null;
  setNotice(notice: SpecNotice | null): void;
  /** Counts what was replaced as a whole: fields that keep a text of their own begin anew with it. */
  readonly revision: number;
  /** The groups of the form that are open. */
  readonly openGroups: readonly string[];
  setOpenGroups(names: readonly string[]): void;
}

/** The rest is rarely used. */
const OPEN_AT_FIRST = ['task', 'split', 'input', 'model', 'loss', 'optimizer', 'run'];

export const useSpecDraft = create<SpecDraft>()((set) => ({
  spec: defaultRunSpec('emotion'),
  change: (change) => set(({ spec }) => ({ spec: { ...spec, ...change } })),
  setTask: (task) => set(({ spec }) => ({ spec: withTask(spec, task) })),
  replace: (spec, me) => set(({ revision }) => ({ spec: draftOf(spec, me), revision: revision + 1 })),
  notice: null,
  setNotice: (notice) => set({ notice }),
  revision: 0,
  openGroups: OPEN_AT_FIRST,
  setOpenGroups: (openGroups) => set({ openGroups }),
}));

/** Another's spec learns whose labels it named, not mine; where it named nobody, it learns the raters together. */
export function draftOf(spec: RunSpec, me: string | null): RunSpec {
  const { target } = spec;
  if (target.from !== 'rater-then-raters') return spec;
  if (target.rater === null) return { ...spec, target: { from: 'raters' } };
  return { ...spec, target: { ...target, rater: target.rater === me ? null : target.rater } };
}

export function withTask(spec: RunSpec, task: TaskKind): RunSpec {
  const { loss, classWeights, densityWeights, sampling } = defaultRunSpec(task);
  return { ...spec, task, loss, classWeights, densityWeights, sampling };
}

/** What is wrong with each field, by its path (`input.imageSize`); empty if the spec is valid. */
export function specIssues(spec: RunSpec): ReadonlyMap<string, string> {
  const parsed = runSpec.safeParse(spec);
  if (parsed.success) return new Map();
  return new Map(parsed.error.issues.map((issue) => [issue.path.join('.'), issueInWords(issue)]));
}

/** As a person needs to hear it beside the field. */
function issueInWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'A whole number is needed.' : 'A number is needed.';
    case 'too_small':
      return `${issue.inclusive === true ? 'At least' : 'More than'} ${issue.minimum}${unitOf(issue)}.`;
    case 'too_big':
      return `${issue.inclusive === true ? 'At most' : 'Less than'} ${issue.maximum}${unitOf(issue)}.`;
    default:
      return issue.message;
  }
}

const unitOf = ({ origin }: { readonly origin: string }) => (origin === 'array' ? ' of them' : '');
