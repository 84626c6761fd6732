import { Button, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImportReport } from '#shared/domain/import.ts';
import classes from './importing.module.css';

/** {field: header} */
export type ColumnChoice = Readonly<Record<string, string>>;

/** The fields no column was found for, each with the sheet's columns to choose from; not all need be chosen. */
export function MissingColumns({
  report: { missingColumns, headers },
  onChoose,
}: {
  readonly report: ImportReport;
  readonly onChoose: (choice: ColumnChoice) => void;
}) {
  const [choice, setChoice] = useState<ColumnChoice>({});
  const chosen = Object.fromEntries(Object.entries(choice).filter(([, header]) => header !== ''));
  return (
    <section aria-label="Missing columns">
      <Text size="sm" fw={600}>
        No column was found for these. Which are they?
      </Text>
      <div className={classes['missing']}>
        {missingColumns.map((field) => (
          <NativeSelect
            key={field}
            size="xs"
            label={field}
            data={[{ value: '', label: 'none' }, ...new Set(headers ?? [])]}
            value={choice[field] ?? ''}
            onChange={(event) => setChoice({ ...choice, [field]: event.currentTarget.value })}
          />
        ))}
        <Button
          size="xs"
          variant="default"
          disabled={Object.keys(chosen).length === 0}
          onClick={() => onChoose(chosen)}
        >
          Use these columns
        </Button>
      </div>
    </section>
  );
}
