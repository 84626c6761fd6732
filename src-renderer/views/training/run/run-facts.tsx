import { Text } from '@mantine/core';
import { formatDuration } from '#shared/base/units.ts';
import type { EpochRecord, RunDetail } from '#shared/domain/run.ts';
import type { TargetSpec } from '#shared/domain/run-spec.ts';
import { figureName } from '../figure-name.ts';
import classes from '../training.module.css';
import { peakMemoryMiB } from './fold-rows.ts';

/** What is known of a run as a whole, each with its name. */
export function RunFacts({
  run,
  history,
}: {
  readonly run: RunDetail;
  readonly history: readonly EpochRecord[];
}) {
  const memory = peakMemoryMiB(history);
  const trained = history.reduce((sum, record) => sum + record.seconds, 0);
  const seconds = run.seconds ?? (history.length === 0 ? null : trained);
  return (
    <dl className={classes['facts']} aria-label="Facts">
      <Fact name={figureName(run.task)}>{run.headline === null ? '–' : run.headline.toFixed(3)}</Fact>
      <Fact name="Backend">{run.backend ?? '–'}</Fact>
      <Fact name="Memory">{memory === null ? '–' : `${Math.round(memory)} MiB at most`}</Fact>
      <Fact name="Time">{seconds === null ? '–' : formatDuration(seconds)}</Fact>
      <Fact name="Clips">{String(run.clipCount)}</Fact>
      <Fact name="Split">{run.split}</Fact>
      <Fact name="Labels">{labelsInWords(run.spec.target, run.labelVersion)}</Fact>
    </dl>
  );
}

/** Whose labels it learned, and the state of all labels that they were taken from. */
function labelsInWords(target: TargetSpec, labelVersion: number | null): string {
  const version = labelVersion === null ? '' : `, version ${labelVersion}`;
  if (target.from === 'gold') return `gold labels: ${target.name}${version}`;
  if (target.from === 'rater') return `only ${target.rater}${version}`;
  const whose = target.from === 'raters' || target.rater === null ? '' : `${target.rater}, else `;
  return `${whose}the raters together${version}`;
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div className={classes['fact']}>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  );
}
