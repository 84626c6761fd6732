import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './settings.module.css';

/** One group of settings: what it is for, in a sentence, and why its last change failed. */
export function Section({
  title,
  about,
  failure = null,
  children,
}: {
  readonly title: string;
  readonly about: string;
  readonly failure?: string | null;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes['section']} aria-label={title}>
      <Title order={4}>{title}</Title>
      <Text size="sm" c="dimmed">
        {about}
      </Text>
      {children}
      {failure !== null && (
        <Text size="sm" c="red" role="alert">
          {failure}
        </Text>
      )}
    </section>
  );
}
