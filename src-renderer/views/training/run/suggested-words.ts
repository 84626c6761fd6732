/**
 * What a run's suggestions came to, in words. Only a run whose folds hold out whole subjects
 * (`subjectIndependent`) can say that a model never saw the clip's subject.
 */
export function suggestedWords(
  {
    rater,
    predicted,
    heldOut,
  }: {
    readonly rater: { readonly name: string };
    readonly predicted: number;
    readonly heldOut: number;
  },
  subjectIndependent: boolean,
): string {
  if (predicted === 0) return 'No clip was labelled.';
  const clips = `${predicted.toLocaleString('en')} ${predicted === 1 ? 'clip' : 'clips'}`;
  const unseen = subjectIndependent ? "the clip's subject" : 'the clip';
  const source =
    heldOut === predicted
      ? `all by models that never saw ${unseen}`
      : heldOut === 0
        ? 'all by the mean of its models, of which some may have seen the clip or its subject'
        : `${heldOut.toLocaleString('en')} of them by models that never saw ${unseen}, the others by the mean of its models`;
  return `${rater.name} has labelled ${clips}: ${source}.`;
}
