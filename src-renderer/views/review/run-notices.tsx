import { Alert, Anchor } from '@mantine/core';
import { useNavigation } from '#renderer/state/navigation.ts';
import type { RunReview } from '#shared/domain/review.ts';

/** What must be known before a figure of this run is quoted. */
export function RunNotices({ review }: { readonly review: RunReview }) {
  const stale = review.staleClipIds.length;
  return (
    <>
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
