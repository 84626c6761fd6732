import { Button, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { enterRater } from '#renderer/state/projects.ts';
import classes from './chooser.module.css';

/** Asked once: every label belongs to the person who made it. */
export function RaterEntry({ initialName }: { readonly initialName: string }) {
  return (
    <main className={classes['page']}>
      <Paper withBorder p="lg" className={classes['card']}>
        <Title order={3}>Who rates?</Title>
        <Text size="sm" c="dimmed" my="sm">
          Every label belongs to the person who made it. This machine remembers your name.
        </Text>
        <RaterForm initialName={initialName} submitLabel="Continue" />
      </Paper>
    </main>
  );
}

export function RaterForm({
  initialName,
  submitLabel,
  onEntered,
}: {
  readonly initialName: string;
  readonly submitLabel: string;
  readonly onEntered?: () => void;
}) {
  const [name, setName] = useState(initialName);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    try {
      await enterRater(name);
      onEntered?.();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Your name"
          data-autofocus
          autoFocus
          maxLength={80}
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Button type="submit" disabled={name.trim() === ''} w="fit-content">
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
