import { UnstyledButton } from '@mantine/core';
import { Fragment } from 'react';
import { EmotionBadge } from './emotion-badge.tsx';
import classes from './figures.module.css';
import { scaleColour, scaleTextColour } from './palette.ts';

export interface MatrixCell {
  readonly truth: string;
  readonly prediction: string;
}

/** Rows are the truth, columns the prediction; colour is the share of the row, the text counts or that share. */
export function ConfusionMatrix({
  names,
  counts,
  shares,
  show,
  selected,
  onSelect,
}: {
  readonly names: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly shares: readonly (readonly number[])[];
  readonly show: 'counts' | 'shares';
  readonly selected: MatrixCell | null;
  readonly onSelect: (cell: MatrixCell) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of buttons; a table would make every cell a tab stop inside a cell.
    <div
      className={classes['matrix']}
      role="group"
      aria-label="Confusion matrix"
      style={{ gridTemplateColumns: `minmax(90px, auto) repeat(${names.length}, minmax(44px, 84px))` }}
    >
      <span className={classes['corner']}>truth ↓ prediction →</span>
      {names.map((name) => (
        <span key={name} className={classes['columnHead']}>
          <EmotionBadge name={name} />
        </span>
      ))}
      {names.map((truth, row) => (
        <Fragment key={truth}>
          <span className={classes['rowHead']}>
            <EmotionBadge name={truth} />
          </span>
          {names.map((prediction, column) => {
            const count = counts[row]?.[column] ?? 0;
            const share = shares[row]?.[column] ?? 0;
            const isSelected = selected?.truth === truth && selected.prediction === prediction;
            return (
              <UnstyledButton
                key={prediction}
                className={classes['cell']}
                data-diagonal={row === column || undefined}
                aria-pressed={isSelected}
                aria-label={`${truth} predicted as ${prediction}: ${count} clips, ${percent(share)} of ${truth}`}
                style={{ background: scaleColour(share), color: scaleTextColour(share) }}
                onClick={() => onSelect({ truth, prediction })}
              >
                {show === 'counts' ? count : percent(share)}
              </UnstyledButton>
            );
          })}
        </Fragment>
      ))}
    </div>
  );
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
