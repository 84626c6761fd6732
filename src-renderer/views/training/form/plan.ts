import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFilteredClipIds } from '#renderer/state/library-clips.ts';
import { queries } from '#renderer/state/queries.ts';
import { useSession } from '#renderer/state/session.ts';
import { specIssues, useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { backendProblem } from './backend-words.ts';

const TYPING_PAUSE_MS = 300;

/** The form's spec with what the window knows: the clips of the filter, and whose "my" label is. */
export function useCompleteSpec(): RunSpec {
  const spec = useSpecDraft((state) => state.spec);
  const filtered = useFilteredClipIds();
  const rater = useSession((state) => state.rater?.name ?? null);
  // The same object while nothing changes: what waits for a pause in typing would else never rest.
  return useMemo(() => {
    const { target: said } = spec;
    const isMine = said.from === 'rater-then-raters' && said.rater === null;
    const target = isMine ? { ...said, rater } : said;
    return { ...spec, target, clipIds: filtered === null ? null : [...filtered] };
  }, [spec, filtered, rater]);
}

/** What is wrong with each field of the form, by its path; a backend that is not there is wrong as well. */
export function useFormIssues(): ReadonlyMap<string, string> {
  const spec = useSpecDraft((state) => state.spec);
  const backends = useQuery(queries.backends()).data ?? [];
  const problem = backendProblem(spec.backend, backends);
  return problem === null ? specIssues(spec) : new Map([...specIssues(spec), ['backend', problem]]);
}

/** What the complete spec would do, asked once typing pauses; the last valid answer stays until the next. */
export function useSpecPlan() {
  const spec = useCompleteSpec();
  const [asked] = useDebouncedValue(spec, TYPING_PAUSE_MS);
  const plan = useQuery({
    ...queries.runPlan(asked),
    enabled: specIssues(asked).size === 0,
    placeholderData: (before) => before,
  });
  const issueCount = specIssues(spec).size + useFormIssues().size;
  return { spec, isValid: issueCount === 0, plan };
}
