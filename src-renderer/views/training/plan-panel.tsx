import { Alert, Button, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useFilteredClipIds } from '#renderer/state/library-clips.ts';
import { useNavigation } from '#renderer/state/navigation.ts';
import { queries } from '#renderer/state/queries.ts';
import { startRun } from '#renderer/state/runs.ts';
import { useSession } from '#renderer/state/session.ts';
import { specIssues, useSpecDraft } from '#renderer/state/spec-draft.ts';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import { formatDuration } from '#shared/base/units.ts';
import type { RunPlan } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { LeftOut } from './left-out.tsx';
import classes from './training.module.css';

const TYPING_PAUSE_MS = 300;

/** What the spec would do, in words, and the button that does it. */
export function PlanPanel() {
  const spec = useCompleteSpec();
  const isValid = specIssues(spec).size === 0;
  const [asked] = useDebouncedValue(spec, TYPING_PAUSE_MS);
  const plan = useQuery({
    ...queries.runPlan(asked),
    enabled: specIssues(asked).size === 0,
    placeholderData: (before) => before,
  });
  const start = useMutation({
    mutationFn: startRun,
    onSuccess: (runId) => useNavigation.getState().go({ view: 'train', runId }),
  });
  const canStart = isValid && plan.isSuccess && plan.data.problems.length === 0;
  return (
    <section className={classes['plan']} aria-label="What this would do">
      {plan.isSuccess && <PlanWords plan={plan.data} />}
      {plan.isError && (
        <Alert color="red" p="xs" title="This cannot be planned">
          {plan.error.message}
        </Alert>
      )}
      {!isValid && (
        <Text size="sm" c="red">
          {spec.clipIds?.length === 0
            ? "The library's filter leaves no clip to train on: change it in Library."
            : 'Some fields need another value: see the form.'}
        </Text>
      )}
      {start.isError && (
        <Alert color="red" p="xs" title="The run did not start">
          {start.error.message}
        </Alert>
      )}
      <Button disabled={!canStart} loading={start.isPending} onClick={() => start.mutate(spec)}>
        Start training
      </Button>
    </section>
  );
}

/** The form's spec with what the window knows: the clips of the filter, and whose "my" label is. */
function useCompleteSpec(): RunSpec {
  const spec = useSpecDraft((state) => state.spec);
  const filtered = useFilteredClipIds();
  const rater = useSession((state) => state.rater?.name ?? null);
  const target = spec.target.from === 'rater-then-raters' ? { ...spec.target, rater } : spec.target;
  return { ...spec, target, clipIds: filtered === null ? null : [...filtered] };
}

function PlanWords({ plan }: { readonly plan: RunPlan }) {
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {plan.summary}
      </Text>
      <div className={classes['counts']}>
        {Object.entries(plan.classCounts).map(([name, count]) => (
          <Text key={name} size="xs">
            <EmotionBadge name={name} /> {count}
          </Text>
        ))}
      </div>
      <Text size="sm" c="dimmed">
        {plan.estimatedSeconds === null
          ? 'How long it takes is known after the first run on this machine.'
          : `About ${formatDuration(plan.estimatedSeconds)}.`}
      </Text>
      {plan.problems.map((problem) => (
        <Alert key={problem} color="red" p="xs">
          {problem}
        </Alert>
      ))}
      {plan.warnings.map((warning) => (
        <Alert key={warning} color="orange" p="xs">
          {warning}
        </Alert>
      ))}
      <LeftOut clips={plan.leftOut} />
    </Stack>
  );
}
