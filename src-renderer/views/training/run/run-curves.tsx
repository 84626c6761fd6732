import { Center, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { isEnded } from '#renderer/state/activity.ts';
import { LineChart } from '#renderer/widgets/line-chart.tsx';
import type { EpochRecord, RunDetail } from '#shared/domain/run.ts';
import { curvePoints } from './curves.ts';
import { finishedFolds, unfinishedFold } from './fold-rows.ts';

const MEAN = 'mean';
const UNFINISHED = 'unfinished';
const CHART_HEIGHT_PX = 260;
const SERIES = [
  { name: 'loss', label: 'training loss', colour: 'indigo.5' },
  { name: 'validationLoss', label: 'validation loss (decides when to stop)', colour: 'teal.5' },
  { name: 'heldOutLoss', label: 'held-out loss (watched only)', colour: 'orange.5' },
] as const;

/** Loss over epochs: of the fold under way while the run trains, then the mean of those that are over, or of one. */
export function RunCurves({
  run,
  history,
}: {
  readonly run: RunDetail;
  readonly history: readonly EpochRecord[];
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const choices = choicesOf(run, history);
  const shown = choices.find(({ value }) => value === chosen) ?? choices[0];
  const points = curvePoints(history, shown?.folds ?? []);
  const series = SERIES.filter(({ name }) => points.some((point) => point[name] !== null));
  return (
    <section aria-label="Curves">
      <Group justify="space-between">
        <Text fw={600} size="sm">
          Loss
        </Text>
        <Select
          size="xs"
          w={240}
          aria-label="Fold of the curves"
          allowDeselect={false}
          value={shown?.value ?? null}
          data={choices.map(({ value, label }) => ({ value, label }))}
          onChange={setChosen}
        />
      </Group>
      {points.length === 0 ? (
        <Center h={CHART_HEIGHT_PX}>
          <Text size="sm" c="dimmed">
            The curves begin with the first epoch.
          </Text>
        </Center>
      ) : (
        <LineChart points={points} series={series} xLabel="epoch" yLabel="loss" height={CHART_HEIGHT_PX} />
      )}
      {shown?.value === MEAN && run.spec.earlyStopping !== null && (
        <Text size="xs" c="dimmed">
          A fold that stopped early counts on with the losses of its last epoch.
        </Text>
      )}
    </section>
  );
}

interface Shown {
  readonly value: string;
  readonly label: string;
  readonly folds: readonly number[];
}

/** What the curves can be of; first what they are of where nobody chose. */
function choicesOf(run: RunDetail, history: readonly EpochRecord[]): Shown[] {
  const finished = finishedFolds(run, history);
  const unfinished = unfinishedFold(run, history);
  const words = finished.length === run.folds.length ? '' : ` that are over (${finished.length})`;
  const mean = { value: MEAN, label: `Mean of the folds${words}`, folds: finished };
  const means = finished.length === 0 ? [] : [mean];
  const each = run.folds.map(({ name }, fold) => ({ value: String(fold), label: name, folds: [fold] }));
  if (unfinished === null) return [...means, ...each];
  const isGoing = !isEnded(run.status);
  const label = `${isGoing ? 'Fold under way' : 'Unfinished fold'}: ${run.folds[unfinished]?.name}`;
  const own = { value: UNFINISHED, label, folds: [unfinished] };
  return [...(isGoing ? [own, ...means] : [...means, own]), ...each];
}
