import { Group, Kbd } from '@mantine/core';
import { chordInWords } from '#renderer/commands/chords.ts';

export function Chord({ chord }: { readonly chord: string }) {
  return (
    <Group gap={3} wrap="nowrap" component="span">
      {chordInWords(chord).map((part) => (
        <Kbd key={part} size="xs">
          {part}
        </Kbd>
      ))}
    </Group>
  );
}
