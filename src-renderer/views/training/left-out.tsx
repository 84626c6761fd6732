import { ScrollArea, Spoiler, Text } from '@mantine/core';
import type { RunPlan } from '#shared/domain/run.ts';

const SHOWN = 200;

/** Clips that were asked for and are not used, with why. */
export function LeftOut({ clips }: { readonly clips: RunPlan['leftOut'] }) {
  if (clips.length === 0) return null;
  return (
    <Spoiler
      maxHeight={0}
      showLabel={`${clips.length} clips are left out: show`}
      hideLabel="Hide what is left out"
      styles={{ control: { fontSize: 13 } }}
    >
      <ScrollArea.Autosize mah={160}>
        {clips.slice(0, SHOWN).map((clip) => (
          <Text key={clip.clipId} size="xs">
            {clip.clipName}: {clip.reason}
          </Text>
        ))}
        {clips.length > SHOWN && <Text size="xs">… and {clips.length - SHOWN} more.</Text>}
      </ScrollArea.Autosize>
    </Spoiler>
  );
}
