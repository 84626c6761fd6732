/** What a run's suggestions came to, in words. */
export function suggestedWords({
  rater,
  predicted,
  heldOut,
}: {
  readonly rater: { readonly name: string };
  readonly predicted: number;
  readonly heldOut: number;
}): string {
  if (predicted === 0) return 'No clip was labelled.';
  const clips = `${predicted.toLocaleString('en')} ${predicted === 1 ? 'clip' : 'clips'}`;
  const seen = predicted - heldOut;
  const source =
    seen === 0
      ? "all by models that never saw the clip's subject"
      : heldOut === 0
        ? 'all by the mean of its models, of which some may have seen the subject'
        : `${heldOut.toLocaleString('en')} of them by models that never saw the clip's subject, the others by the mean of its models`;
  return `${rater.name} has labelled ${clips}: ${source}.`;
}
