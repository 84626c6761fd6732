import { Button, Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { setFlowTo, useLooks } from '#renderer/state/analysis.ts';
import type { StillFrame } from '#renderer/state/still-frame.ts';
import { DIFFERENCE_GAIN } from '#renderer/widgets/difference-pixels.ts';
import { flowArrows } from '#renderer/widgets/flow-geometry.ts';
import { strainColour, strainRange } from '#renderer/widgets/strain-colours.ts';
import type { FlowField } from '#shared/domain/frames.ts';
import { keepFocus } from '../keep-focus.ts';
import classes from './closer.module.css';
import { type LookedAt, useFace, useFlow } from './use-analysis.ts';

/** In a corner of the stage: what is drawn over the frame, its scale, what is still under way, and what failed. */
export function LookNotes({
  looked,
  reference,
  onRetryReference,
  isFromOnset,
}: {
  readonly looked: LookedAt;
  readonly reference: StillFrame | null;
  readonly onRetryReference: () => void;
  /** Whether the difference is taken from a marked onset. */
  readonly isFromOnset: boolean;
}) {
  const looks = useLooks();
  return (
    <div className={classes['notes']} role="status" aria-label="What is shown over the frame">
      {looks.difference !== 'off' && (
        <DifferenceNote
          kind={looks.difference}
          reference={reference}
          onRetry={onRetryReference}
          isFromOnset={isFromOnset}
        />
      )}
      {(looks.flow || looks.strain) && <FlowNote {...looked} />}
      {(looks.face || looks.crop) && <FaceNote {...looked} />}
    </div>
  );
}

function DifferenceNote({
  kind,
  reference,
  onRetry,
  isFromOnset,
}: {
  readonly kind: 'amount' | 'signed';
  readonly reference: StillFrame | null;
  readonly onRetry: () => void;
  readonly isFromOnset: boolean;
}) {
  if (reference === null) return <Note isLoading>Difference: reading the frame it is taken from</Note>;
  if (reference.failure !== null)
    return <Note failure={`Difference: ${reference.failure}`} onRetry={onRetry} />;
  const from = isFromOnset ? `the onset (${reference.key.index})` : 'the first frame: no onset is marked';
  return (
    <Note>
      Difference from {from}, {DIFFERENCE_GAIN}×
      {kind === 'signed' && (
        <>
          <Swatch colour="rgb(230 159 0)" /> lighter <Swatch colour="rgb(0 114 178)" /> darker
        </>
      )}
    </Note>
  );
}

function FlowNote(looked: LookedAt) {
  const flow = useFlow(looked);
  const { flow: hasArrows, strain: hasStrain, flowTo } = useLooks();
  return (
    <>
      <Note isLoading={flow.isLoading} failure={flow.failure} onRetry={flow.retry}>
        {spanInWords(flow)}
        <Button
          size="compact-xs"
          variant="default"
          onMouseDown={keepFocus}
          onClick={() => setFlowTo(flowTo === 'apex' ? 'shown' : 'apex')}
        >
          {flowTo === 'apex' ? 'To the frame shown' : 'To the apex'}
        </Button>
      </Note>
      {hasArrows && flow.value !== null && <ArrowScale field={flow.value} />}
      {hasStrain && flow.value !== null && <StrainScale field={flow.value} />}
    </>
  );
}

function spanInWords({
  from,
  to,
  isFromOnset,
}: Pick<ReturnType<typeof useFlow>, 'from' | 'to' | 'isFromOnset'>) {
  const start = isFromOnset ? `onset (${from})` : `first frame (${from}): no onset is marked`;
  if (to === null) return 'Flow: no apex is marked';
  if (to === from) return `Flow: this is the ${isFromOnset ? 'onset' : 'first frame'}`;
  return `Flow: ${start} to ${to}`;
}

function ArrowScale({ field }: { readonly field: FlowField }) {
  const { magnification, arrows } = flowArrows(field);
  if (arrows.every(({ dx, dy }) => dx === 0 && dy === 0)) return <Note>Nothing moves</Note>;
  return (
    <Note>
      {magnification === 1
        ? 'Arrows as long as the movement'
        : `Arrows ${magnification} times as long as the movement`}
    </Note>
  );
}

const STOPS = [0, 0.25, 0.5, 0.75, 1]
  .map((share) => `rgb(${strainColour(share).join(' ')}) ${share * 100}%`)
  .join(', ');

function StrainScale({ field }: { readonly field: FlowField }) {
  return (
    <Note>
      Strain 0
      <span className={classes['scale']} style={{ background: `linear-gradient(to right, ${STOPS})` }} />
      {strainRange(field).toPrecision(2)}
    </Note>
  );
}

function FaceNote(looked: LookedAt) {
  const { value, isLoading, failure, retry, index } = useFace(looked);
  if (value === null && !isLoading && failure === null) return null;
  return (
    <Note isLoading={isLoading} failure={failure} onRetry={retry}>
      {value === null || value.index !== index
        ? 'Looking for the face'
        : value.face === null
          ? 'No face is found in this frame'
          : `Face, certain to ${Math.round(value.face.certainty * 100)} %`}
    </Note>
  );
}

function Note({
  children = null,
  isLoading = false,
  failure = null,
  onRetry,
}: {
  readonly children?: ReactNode;
  readonly isLoading?: boolean;
  readonly failure?: string | null;
  readonly onRetry?: () => void;
}) {
  return (
    <div className={classes['note']}>
      {isLoading && <Loader size={12} />}
      {failure === null ? (
        children
      ) : (
        <>
          <Text size="xs" c="red" role="alert" span>
            {failure}
          </Text>
          <Button size="compact-xs" variant="default" onMouseDown={keepFocus} onClick={onRetry}>
            Try again
          </Button>
        </>
      )}
    </div>
  );
}

const Swatch = ({ colour }: { readonly colour: string }) => (
  <span className={classes['swatch']} style={{ background: colour }} aria-hidden />
);
