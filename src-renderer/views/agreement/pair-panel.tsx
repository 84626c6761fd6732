import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { agreementQueries } from '#renderer/state/agreement.ts';
import { EmptyState, FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import type {
  AgreementFigure,
  AgreementPair,
  AgreementReport,
  AgreementRequest,
} from '#shared/domain/agreement.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import classes from './agreement.module.css';
import { BlandAltmanPlot } from './bland-altman.tsx';
import { RaterConfusion } from './confusion.tsx';
import { Decision } from './decision.tsx';
import { DisputedClips } from './disputed-clips.tsx';
import { FiguresTable } from './figures-table.tsx';
import { comparedPair } from './question.ts';
import { useSteadyOrder } from './steady-order.ts';

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
  if (pair.data.clips.length === 0)
    return (
      <EmptyState title="No clip in common">
        {names.a} and {names.b} have not labelled the same clip.
      </EmptyState>
    );
  return (
    <Compared
      key={JSON.stringify(request)}
      request={request}
      compared={pair.data}
      names={names}
      figures={comparedPair(report, { a, b })?.figures ?? []}
      focus={focus}
      onFocus={onFocus}
    />
  );
}

function Compared({
  request: { kind, classMap },
  compared: { clips: found, blandAltman, confusion },
  names,
  figures,
  focus,
  onFocus,
}: {
  readonly request: AgreementRequest;
  readonly compared: AgreementPair;
  readonly names: { readonly a: string; readonly b: string };
  readonly figures: readonly AgreementFigure[];
  readonly focus: ClipId | null;
  readonly onFocus: (clipId: ClipId) => void;
}) {
  const clips = useSteadyOrder(found);
  const focused = clips.find(({ clipId }) => clipId === focus) ?? clips[0];
  return (
    <section className={classes['pair']} aria-label={`${names.a} and ${names.b}`}>
      <Text fw={600} size="sm">
        {names.a} and {names.b}{' '}
        <Text span c="dimmed" size="sm">
          {extentInWords(clips)}
        </Text>
      </Text>
      {focused !== undefined && <Decision kind={kind} classMap={classMap} clip={focused} names={names} />}
      <DisputedClips
        kind={kind}
        classMap={classMap}
        clips={clips}
        names={names}
        focus={focus}
        onFocus={onFocus}
      />
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

/** Such as `20 clips, 1 of 5 decided`: of those on which the two differ. */
function extentInWords(clips: readonly AgreementPair['clips'][number][]): string {
  const disputed = clips.filter(({ difference }) => difference !== 0);
  const decided = disputed.filter(({ adjudicated }) => adjudicated).length;
  return `${clips.length} ${clips.length === 1 ? 'clip' : 'clips'}, ${decided} of ${disputed.length} decided`;
}
