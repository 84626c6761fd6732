import { Alert, Button, Center, Group, ScrollArea, Select, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { z } from 'zod';
import { useActivity } from '#renderer/state/activity.ts';
import { useNavigation } from '#renderer/state/navigation.ts';
import { queries } from '#renderer/state/queries.ts';
import { useRemembered } from '#renderer/state/remember.ts';
import { LineChart } from '#renderer/widgets/line-chart.tsx';
import { LINE_COLOURS } from '#renderer/widgets/palette.ts';
import { FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import type { RunId } from '#shared/domain/ids.ts';
import type { EpochRecord, RunDetail } from '#shared/domain/run.ts';
import { mergeHistory } from '../run/curves.ts';
import { finishedFolds, unfinishedFold } from '../run/fold-rows.ts';
import classes from '../training.module.css';
import { CompareTable } from './compare-table.tsx';
import { comparedPoints, comparisonWarnings, LOSS_KINDS, type LossKind } from './compared.ts';

const CHART_HEIGHT_PX = 300;
const lossKind = z.enum(LOSS_KINDS);
const NAMES: Readonly<Record<LossKind, string>> = {
  heldOutLoss: 'Held-out loss (watched only)',
  loss: 'Training loss',
  validationLoss: 'Validation loss',
};

const MEAN_WORDS =
  'One that stopped early counts on with its last loss. A run still in its first fold has the curve of that.';

/** Up to five runs in one chart, a line each, with what they came to and what their specs differ in. */
export function ComparePanel({ runIds }: { readonly runIds: readonly RunId[] }) {
  const found = useQueries({ queries: runIds.map((id) => queries.run(id)) });
  const failed = found.find((one) => one.isError);
  if (failed?.error !== undefined && failed.error !== null)
    return <FailedState title="A run could not be read" reason={failed.error.message} />;
  const runs = found.flatMap((one) => one.data ?? []);
  if (runs.length < runIds.length) return <LoadingState what="Reading the runs" />;
  return (
    <ScrollArea className={classes['runPanel'] ?? ''}>
      <Stack gap="md" p="md">
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            onClick={() => useNavigation.getState().go({ view: 'train', runId: null })}
          >
            All runs
          </Button>
          <Text fw={600}>{runs.length} runs compared</Text>
        </Group>
        <ComparedCurves runs={runs} />
        <CompareTable runs={runs} />
      </Stack>
    </ScrollArea>
  );
}

function ComparedCurves({ runs }: { readonly runs: readonly RunDetail[] }) {
  const [kind, setKind] = useRemembered<LossKind>('comparedLoss', lossKind, 'heldOutLoss');
  const heard = useActivity((state) => state.runs);
  const points = comparedPoints(
    runs.map((run) => curveOf(run, mergeHistory(run.history, heard[run.id]?.history ?? []))),
    kind,
  );
  const series = runs.map(({ id }, index) => ({
    name: id,
    label: id,
    colour: LINE_COLOURS[index] ?? 'gray',
  }));
  const hasAny = points.some((point) => runs.some(({ id }) => point[id] !== null));
  return (
    <section aria-label="Compared curves">
      <Group justify="space-between" mb="xs">
        <div>
          <Text size="sm" fw={600}>
            Mean of the folds that are over
          </Text>
          <Text size="xs" c="dimmed">
            {MEAN_WORDS}
          </Text>
        </div>
        <Select
          aria-label="Loss that is shown"
          w={230}
          allowDeselect={false}
          value={kind}
          data={LOSS_KINDS.map((value) => ({ value, label: NAMES[value] }))}
          onChange={(value) => setKind(lossKind.parse(value))}
        />
      </Group>
      {comparisonWarnings(runs).map((warning) => (
        <Alert key={warning} color="yellow" variant="light" p="xs" mb="xs">
          {warning}
        </Alert>
      ))}
      {hasAny ? (
        <LineChart
          points={points}
          series={series}
          xLabel="epoch"
          yLabel="loss"
          height={CHART_HEIGHT_PX}
          withLegend={false}
        />
      ) : (
        <Center h={CHART_HEIGHT_PX}>
          <Text size="sm" c="dimmed">
            None of these runs has a {NAMES[kind].toLowerCase()}.
          </Text>
        </Center>
      )}
    </section>
  );
}

/** The folds that are over; of a run that has none yet, the one it is in. */
function curveOf(run: RunDetail, history: readonly EpochRecord[]) {
  const finished = finishedFolds(run, history);
  const first = unfinishedFold(run, history);
  return { id: run.id, history, folds: finished.length > 0 || first === null ? finished : [first] };
}
