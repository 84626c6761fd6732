import { IconChartGridDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigation, usePlace } from '#renderer/state/navigation.ts';
import { queries } from '#renderer/state/queries.ts';
import { useRemembered } from '#renderer/state/remember.ts';
import splitPage from '#renderer/widgets/split-page.module.css';
import { EmptyState, FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunReview } from '#shared/domain/review.ts';
import type { RunRow } from '#shared/domain/run.ts';
import { ClipList } from './clip-list.tsx';
import { EmotionFiguresPanel } from './emotion-figures.tsx';
import { FiguresBar } from './figures-bar.tsx';
import { IntensityFiguresPanel } from './intensity-figures.tsx';
import { KeepLogButton } from './keep-log.tsx';
import { clipIdsOf, ERRORS, reviewSelection, selectionTitle, selectPredictions } from './review-selection.ts';
import { RunNotices } from './run-notices.tsx';
import { RunPicker } from './run-picker.tsx';

/** A run's figures at the left, the clips of what is picked in them at the right, always both in view. */
export function ReviewView() {
  const place = usePlace();
  const runs = useQuery(queries.runs());
  if (runs.isPending) return <LoadingState what="Reading the runs" />;
  if (runs.isError)
    return (
      <FailedState
        title="The runs could not be read"
        reason={runs.error.message}
        onRetry={() => void runs.refetch()}
      />
    );
  const done = runs.data.filter((run) => run.status === 'done');
  const asked = place.view === 'review' ? place.runId : null;
  const shown = done.find((run) => run.id === asked) ?? done[0];
  if (shown === undefined)
    return (
      <div className={splitPage['page']}>
        <div className={splitPage['head']}>
          <KeepLogButton />
        </div>
        <EmptyState
          icon={<IconChartGridDots size={32} stroke={1.2} aria-hidden />}
          title="No finished run yet"
          action={{
            label: 'Train a model',
            onClick: () => useNavigation.getState().go({ view: 'train', runId: null }),
          }}
        >
          Review shows where a trained model errs. Train one first, or keep a published log.
        </EmptyState>
      </div>
    );
  return <ReviewOfRun key={shown.id} runId={shown.id} runs={done} />;
}

function ReviewOfRun({ runId, runs }: { readonly runId: RunId; readonly runs: readonly RunRow[] }) {
  const review = useQuery(queries.review(runId));
  return (
    <div className={splitPage['page']}>
      <div className={splitPage['head']}>
        <RunPicker
          runs={runs}
          value={runId}
          onChange={(id) => useNavigation.getState().replace({ view: 'review', runId: id })}
        />
        <KeepLogButton />
        {review.isSuccess && <FiguresBar figures={review.data.figures} />}
      </div>
      {review.isPending && <LoadingState what="Reading the predictions" />}
      {review.isError && (
        <FailedState
          title={`The predictions of ${runId} could not be read`}
          reason={review.error.message}
          onRetry={() => void review.refetch()}
        />
      )}
      {review.isSuccess && <ReviewBody review={review.data} />}
    </div>
  );
}

function ReviewBody({ review }: { readonly review: RunReview }) {
  const { figures, predictions, runId, staleClipIds } = review;
  const [selection, select] = useRemembered(`selection-${runId}`, reviewSelection, ERRORS);
  const listed = selectPredictions(predictions, selection);
  const ofLog = selection.kind === 'errors' && review.log !== null;
  const title = ofLog ? 'All errors' : selectionTitle(selection, figures.task);
  return (
    <>
      <RunNotices review={review} />
      <div className={splitPage['columns']}>
        <div className={splitPage['figures']}>
          {figures.task === 'emotion' ? (
            <EmotionFiguresPanel figures={figures} selection={selection} onSelect={select} />
          ) : (
            <IntensityFiguresPanel predictions={predictions} selection={selection} onSelect={select} />
          )}
        </div>
        <ClipList
          predictions={listed}
          context={{ runId, title, clipIds: clipIdsOf(listed) }}
          staleIds={new Set<number>(staleClipIds)}
        />
      </div>
    </>
  );
}
