import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { putClassMap } from '#renderer/state/settings.ts';
import type { Scheme } from '#shared/domain/scheme.ts';
import { classMapEntries } from './class-map-lines.ts';

/** A map of one's own: the emotions of the main scheme, a line each with the class it becomes. */
export function ClassMapForm({
  main,
  attempt,
}: {
  readonly main: Scheme;
  readonly attempt: (work: () => Promise<void>) => void;
}) {
  const [name, setName] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? main.emotions.map((emotion) => `${emotion} = `).join('\n');
  const entries = classMapEntries(text);
  const isReady = name.trim() !== '' && typeof entries !== 'string';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof entries === 'string') return;
        attempt(async () => {
          await putClassMap(name, main.name, entries);
          setName('');
          setTyped(null);
        });
      }}
    >
      <Stack gap="xs" maw={520}>
        <TextInput
          label="A class map of your own, from the main scheme to a scheme of this name"
          size="xs"
          placeholder="valence"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          aria-label="Emotion = class, a line each"
          description="A line each: emotion = class. Nothing behind the sign drops the emotion."
          size="xs"
          autosize
          minRows={3}
          maxRows={10}
          value={text}
          error={typed === null || typeof entries !== 'string' ? null : entries}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" size="xs" variant="default" disabled={!isReady}>
            Add the map
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
