import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import { IntensityBar } from '#renderer/widgets/intensity-bar.tsx';
import classes from './labelling.module.css';

type Value = string | number | null;

/** Truth and prediction of a run for one clip; stale once its label changed. */
export function PredictionPanel({
  truth,
  prediction,
  confidence,
  isStale,
}: {
  readonly truth: Value;
  readonly prediction: Value;
  readonly confidence: number | null;
  readonly isStale: boolean;
}) {
  return (
    <section className={classes['prediction']} aria-label="Prediction">
      <Row name="Truth">
        <ValueOf value={truth} />
        {isStale && (
          <Text size="xs" c="yellow" component="span">
            changed since the run
          </Text>
        )}
      </Row>
      <Row name="Predicted">
        <ValueOf value={prediction} />
        {confidence !== null && (
          <Text size="sm" component="span" aria-label="Confidence">
            {Math.round(confidence * 100)} % sure
          </Text>
        )}
      </Row>
    </section>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes['predictionRow']}>
      <span className={classes['predictionName']}>{name}</span>
      {children}
    </div>
  );
}

function ValueOf({ value }: { readonly value: Value }) {
  if (value === null) return <span>–</span>;
  if (typeof value === 'string') return <EmotionBadge name={value} />;
  return (
    <span className={classes['predictionBar']}>
      <IntensityBar value={value} />
    </span>
  );
}
