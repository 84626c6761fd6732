import { LineChart as MantineLineChart } from '@mantine/charts';

export interface LineSeries {
  /** Key of the points' field. */
  readonly name: string;
  readonly label: string;
  readonly colour: string;
}

/** Lines over a number, such as loss over epochs. Points are {x, [series]: value}; a missing value breaks no line. */
export function LineChart({
  points,
  series,
  xLabel,
  yLabel,
  height = 220,
  withLegend = series.length > 1,
}: {
  readonly points: readonly Readonly<Record<string, number | null>>[];
  readonly series: readonly LineSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly height?: number;
  /** False where the page itself names the lines. */
  readonly withLegend?: boolean;
}) {
  return (
    <MantineLineChart
      h={height}
      data={[...points]}
      dataKey="x"
      series={series.map(({ name, label, colour }) => ({ name, label, color: colour }))}
      xAxisLabel={xLabel}
      yAxisLabel={yLabel}
      curveType="linear"
      connectNulls
      withDots={points.length < 3}
      withLegend={withLegend}
      lineChartProps={{ accessibilityLayer: true, margin: { top: 8 } }}
      lineProps={{ isAnimationActive: false }}
      valueFormatter={(value) => value.toPrecision(3)}
    />
  );
}
