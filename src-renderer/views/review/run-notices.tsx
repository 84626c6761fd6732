import { Alert, Anchor } from '@mantine/core';
import { useNavigation } from '#renderer/state/navigation.ts';
import type { RunReview } from '#shared/domain/review.ts';

/** Whose figures these are, and which clips cannot be looked at. */
function LogNotice({
  log: { file, skippedLines },
  missing,
}: {
  readonly log: NonNullable<RunReview['log']>;
  readonly missing: number;
}) {
  return (
    <Alert color="blue" p="xs" title={`From the published log ${file}`}>
      Truth and prediction are what the log says; nothing was trained here.
      {missing > 0 &&
        ` ${missing} of its clips ${missing === 1 ? 'is' : 'are'} not in this project: listed without a picture.`}
      {skippedLines > 0 &&
        ` ${skippedLines} ${skippedLines === 1 ? 'line that could not be read counts' : 'lines that could not be read count'} in no figure.`}
    </Alert>
  );
}

/** What must be known before a figure of this run is quoted. */
export function RunNotices({ review }: { readonly review: RunReview }) {
  const stale = review.staleClipIds.length;
  const missing = review.predictions.filter(({ clipId }) => clipId === null).length;
  return (
    <>
      {review.log !== null && <LogNotice log={review.log} missing={missing} />}
      {!review.subjectIndependent && (
        <Alert color="orange" p="xs" title="Not subject-independent">
          Clips of one subject may be in training and test. These figures do not say how the model does on new
          people.
        </Alert>
      )}
      {stale > 0 && (
        <Alert color="yellow" p="xs" title="Stale">
          The label of {stale} {stale === 1 ? 'clip' : 'clips'} has changed since this run was trained.{' '}
          <Anchor
            component="button"
            size="sm"
            onClick={() => useNavigation.getState().go({ view: 'train', runId: review.runId })}
          >
            Train again
          </Anchor>
        </Alert>
      )}
    </>
  );
}
