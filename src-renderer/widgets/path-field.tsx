import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './widgets.module.css';

/** A path, typed or chosen in the system's dialog where there is one. */
export function PathField({
  label,
  description,
  value,
  onChange,
  onBrowse,
  placeholder,
  error = null,
  disabled = false,
}: {
  readonly label: string;
  readonly description?: ReactNode;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly onBrowse: (() => Promise<string | null>) | null;
  readonly placeholder?: string;
  readonly error?: string | null;
  readonly disabled?: boolean;
}) {
  const browse = async () => {
    const path = await onBrowse?.();
    if (typeof path === 'string') onChange(path);
  };
  return (
    <div className={classes['pathField']}>
      <TextInput
        className={classes['pathInput'] ?? ''}
        label={label}
        description={description}
        placeholder={placeholder ?? ''}
        value={value}
        error={error}
        disabled={disabled}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {onBrowse !== null && (
        <Button
          variant="default"
          disabled={disabled}
          aria-label={`Browse for ${label.toLowerCase()}`}
          onClick={() => void browse()}
        >
          Browse…
        </Button>
      )}
    </div>
  );
}
