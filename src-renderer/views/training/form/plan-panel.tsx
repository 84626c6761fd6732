import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigation } from '#renderer/state/navigation.ts';
import { startRun } from '#renderer/state/runs.ts';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import { formatDuration } from '#shared/base/units.ts';
import type { RunPlan } from '#shared/domain/run.ts';
import { LeftOut } from '../left-out.tsx';
import classes from '../training.module.css';
import { useSpecPlan } from './plan.ts';

/** What the spec would do, in words, and the button that does it. */
export function PlanPanel() {
  const { spec, isValid, plan } = useSpecPlan();
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

function PlanWords({ plan }: { readonly plan: RunPlan }) {
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {plan.summary}
      </Text>
      <div className={classes['counts']}>
        {Object.entries(plan.classCounts).map(([name, count]) => (
          <Text key={name} size="xs" className={classes['count'] ?? ''}>
            <EmotionBadge name={name} /> {count}
          </Text>
        ))}
      </div>
      <Text size="sm" c="dimmed">
        {plan.estimatedSeconds === null
          ? 'How long it takes is known once a run on this backend has finished in this project.'
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
