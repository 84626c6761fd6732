import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { agreementQueries } from '#renderer/state/agreement.ts';
import { EmptyState, FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import type { AgreementReport, AgreementRequest } from '#shared/domain/agreement.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import classes from './agreement.module.css';
import { BlandAltmanPlot } from './bland-altman.tsx';
import { RaterConfusion } from './confusion.tsx';
import { Decision } from './decision.tsx';
import { DisputedClips } from './disputed-clips.tsx';
import { FiguresTable } from './figures-table.tsx';
import { comparedPair } from './question.ts';

/** Two raters, in the order of the report: how they differ as a whole, and clip by clip. */
export function PairPanel({
  request,
  report,
  pair: { a, b },
  focus,
  onFocus,
}: {
  readonly request: AgreementRequest;
  readonly report: AgreementReport;
  readonly pair: { readonly a: RaterId; readonly b: RaterId };
  readonly focus: ClipId | null;
  readonly onFocus: (clipId: ClipId) => void;
}) {
  const pair = useQuery(agreementQueries.pair(request, a, b));
  const nameOf = (id: RaterId) => report.raters.find((rater) => rater.id === id)?.name ?? `rater ${id}`;
  const names = { a: nameOf(a), b: nameOf(b) };
  if (pair.isPending) return <LoadingState what="Comparing the two" />;
  if (pair.isError)
    return (
      <FailedState
        title={`${names.a} and ${names.b} could not be compared`}
        reason={pair.error.message}
        onRetry={() => void pair.refetch()}
      />
    );
  const { clips, blandAltman, confusion } = pair.data;
  if (clips.length === 0)
    return (
      <EmptyState title="No clip in common">
        {names.a} and {names.b} have not labelled the same clip.
      </EmptyState>
    );
  const focused = clips.find(({ clipId }) => clipId === focus) ?? clips[0];
  const figures = comparedPair(report, { a, b })?.figures ?? [];
  return (
    <section className={classes['pair']} aria-label={`${names.a} and ${names.b}`}>
      <Text fw={600} size="sm">
        {names.a} and {names.b}{' '}
        <Text span c="dimmed" size="sm">
          {clips.length} {clips.length === 1 ? 'clip' : 'clips'}
        </Text>
      </Text>
      {focused !== undefined && <Decision kind={request.kind} clip={focused} names={names} />}
      <DisputedClips kind={request.kind} clips={clips} names={names} focus={focus} onFocus={onFocus} />
      <div className={classes['pairFigures']}>
        {blandAltman !== null && (
          <BlandAltmanPlot clips={clips} limits={blandAltman} focusedId={focused?.clipId ?? null} />
        )}
        {confusion !== null && <RaterConfusion confusion={confusion} names={names} />}
        {figures.length > 0 && <FiguresTable title="The two compared" figures={figures} />}
      </div>
    </section>
  );
}
