import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useEmotions } from '#renderer/state/queries.ts';
import { putAlias, settingsQueries } from '#renderer/state/settings.ts';
import { Section } from './section.tsx';
import { useAttempt } from './use-attempt.ts';

/** Other spellings of emotions, as sheets write them. */
export function AliasSettings() {
  const aliases = useQuery(settingsQueries.aliases()).data ?? {};
  const emotions = useEmotions().data ?? [];
  const [failure, attempt] = useAttempt();
  const [alias, setAlias] = useState('');
  const [emotion, setEmotion] = useState<string | null>(null);
  const words = Object.entries(aliases).map(([from, to]) => `${from} is ${to}`);
  return (
    <Section
      title="Spellings"
      about="Spellings of this project's own, read as an emotion by every import. The usual ones (happy, sad, angry …) are known already."
      failure={failure}
    >
      <Text size="sm">{words.join(', ') || 'None of its own yet.'}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (emotion === null || alias.trim() === '') return;
          attempt(async () => {
            await putAlias(alias, emotion);
            setAlias('');
          });
        }}
      >
        <Group gap="xs" align="flex-end">
          <TextInput
            label="Spelling"
            size="xs"
            value={alias}
            onChange={(event) => setAlias(event.currentTarget.value)}
          />
          <Select
            label="Emotion"
            size="xs"
            value={emotion}
            data={emotions.map(({ name }) => name)}
            onChange={setEmotion}
          />
          <Button
            type="submit"
            size="xs"
            variant="default"
            disabled={emotion === null || alias.trim() === ''}
          >
            Add
          </Button>
        </Group>
      </form>
    </Section>
  );
}
