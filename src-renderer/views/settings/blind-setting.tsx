import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import { setBlind } from '#renderer/state/settings.ts';
import { Section } from './section.tsx';
import { useAttempt } from './use-attempt.ts';

export function BlindSetting() {
  const blind = useQuery(queries.settings()).data?.blind ?? false;
  const [failure, attempt] = useAttempt();
  return (
    <Section
      title="Blind labelling"
      about="Nobody sees what others said of a clip before submitting their own label. Labels are then drafts until Enter submits them, and a submitted label is closed once others could be seen: agreement is computed from independent labels."
      failure={failure}
    >
      <Switch
        label="Label blind"
        checked={blind}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          attempt(() => setBlind(checked));
        }}
      />
    </Section>
  );
}
