import { Checkbox, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './library.module.css';

export interface FacetOption {
  readonly key: string;
  readonly label: string;
  /** Shown instead of the label where given. */
  readonly content?: ReactNode;
  readonly count: number;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}

const SHOWN_AT_FIRST = 10;

/** One field's values with counts. A field that tells no clips apart is not shown. */
export function FacetSection({
  title,
  options,
}: {
  readonly title: string;
  readonly options: readonly FacetOption[];
}) {
  const [showsAll, setShowsAll] = useState(false);
  if (options.length < 2 && !options.some((option) => option.isOn)) return null;
  const shown = showsAll ? options : options.filter((option, at) => at < SHOWN_AT_FIRST || option.isOn);
  return (
    <fieldset className={classes['facet']}>
      <legend>{title}</legend>
      {shown.map((option) => (
        <Checkbox
          key={option.key}
          size="xs"
          checked={option.isOn}
          onChange={option.onToggle}
          classNames={{
            root: classes['facetOption'] ?? '',
            body: classes['facetBody'] ?? '',
            labelWrapper: classes['facetWrapper'] ?? '',
            label: classes['facetText'] ?? '',
          }}
          label={
            <>
              <span className={classes['facetLabel']}>{option.content ?? option.label}</span>
              <span className={classes['facetCount']}>{option.count.toLocaleString('en')}</span>
            </>
          }
        />
      ))}
      {options.length > SHOWN_AT_FIRST && (
        <UnstyledButton className={classes['more']} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Show fewer' : `Show all ${options.length}`}
        </UnstyledButton>
      )}
    </fieldset>
  );
}
