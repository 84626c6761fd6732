import { Center, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { LineChart } from '#renderer/widgets/line-chart.tsx';
import type { EpochRecord } from '#shared/domain/run.ts';
import { curvePoints } from './curves.ts';

const ALL = 'all';
const CHART_HEIGHT_PX = 260;
const SERIES = [
  { name: 'loss', label: 'training loss', colour: 'indigo.5' },
  { name: 'validationLoss', label: 'validation loss (decides when to stop)', colour: 'teal.5' },
  { name: 'heldOutLoss', label: 'held-out loss (watched only)', colour: 'orange.5' },
] as const;

/** Loss over epochs, of one fold or the mean of all; it grows while the run trains. */
export function RunCurves({
  history,
  foldNames,
}: {
  readonly history: readonly EpochRecord[];
  readonly foldNames: readonly string[];
}) {
  const [shown, setShown] = useState(ALL);
  const points = curvePoints(history, shown === ALL ? null : Number(shown));
  const series = SERIES.filter(({ name }) => points.some((point) => point[name] !== null));
  return (
    <section aria-label="Curves">
      <Group justify="space-between">
        <Text fw={600} size="sm">
          Loss
        </Text>
        <Select
          size="xs"
          aria-label="Fold of the curves"
          allowDeselect={false}
          value={shown}
          data={[
            { value: ALL, label: 'Mean of the folds' },
            ...foldNames.map((name, index) => ({ value: String(index), label: name })),
          ]}
          onChange={(value) => setShown(value ?? ALL)}
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
    </section>
  );
}
