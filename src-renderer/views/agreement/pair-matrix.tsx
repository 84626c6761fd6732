import { UnstyledButton } from '@mantine/core';
import { Fragment } from 'react';
import { scaleColour, scaleTextColour } from '#renderer/widgets/palette.ts';
import type { AgreementReport } from '#shared/domain/agreement.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import classes from './agreement.module.css';
import { figureInWords } from './figure-words.ts';
import { comparedPair } from './question.ts';

type Pair = AgreementReport['pairs'][number];

/** Every rater against every other; a cell opens the clips on which the two differ most. */
export function PairMatrix({
  report,
  selected,
  onSelect,
}: {
  readonly report: AgreementReport;
  readonly selected: { readonly a: RaterId; readonly b: RaterId } | null;
  readonly onSelect: (pair: { readonly a: RaterId; readonly b: RaterId }) => void;
}) {
  const { raters, pairs } = report;
  const name = pairs[0]?.headline.name ?? '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of buttons; a table would make every cell a tab stop inside a cell.
    <div
      className={classes['matrix']}
      role="group"
      aria-label={`Raters against each other: ${name}`}
      style={{ gridTemplateColumns: `minmax(80px, auto) repeat(${raters.length}, minmax(56px, 96px))` }}
    >
      <span className={classes['corner']}>{name}</span>
      {raters.map((rater) => (
        <span key={rater.id} className={classes['columnHead']} title={rater.name}>
          {rater.name}
        </span>
      ))}
      {raters.map((row) => (
        <Fragment key={row.id}>
          <span className={classes['rowHead']} title={row.name}>
            {row.name}
          </span>
          {raters.map((column) => {
            const pair = comparedPair(report, { a: row.id, b: column.id });
            return (
              <Cell
                key={column.id}
                pair={pair}
                label={`${row.name} and ${column.name}`}
                isSelected={pair !== null && pair.a === selected?.a && pair.b === selected.b}
                onSelect={onSelect}
              />
            );
          })}
        </Fragment>
      ))}
    </div>
  );
}

/** Agreement is coloured by the sequential scale; distances in frames are not. */
function Cell({
  pair,
  label,
  isSelected,
  onSelect,
}: {
  readonly pair: Pair | null;
  readonly label: string;
  readonly isSelected: boolean;
  readonly onSelect: (pair: { readonly a: RaterId; readonly b: RaterId }) => void;
}) {
  if (pair === null) return <span className={classes['diagonal']} />;
  const { headline } = pair;
  const share = headline.unit === '' || headline.unit === 'share' ? (headline.value ?? 0) : 0;
  return (
    <UnstyledButton
      className={classes['cell']}
      aria-pressed={isSelected}
      aria-label={`${label}: ${headline.name} ${figureInWords(headline)}, ${headline.clips} clips`}
      style={{ background: scaleColour(share), color: scaleTextColour(share) }}
      onClick={() => onSelect({ a: pair.a, b: pair.b })}
    >
      {headline.value === null ? '–' : headline.value.toFixed(2)}
    </UnstyledButton>
  );
}
