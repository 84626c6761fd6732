import { Badge, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { agreementQueries } from '#renderer/state/agreement.ts';
import { addMegcMap, setMainScheme } from '#renderer/state/settings.ts';
import { type ClassMap, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { ClassMapForm } from './class-map-form.tsx';
import { Section } from './section.tsx';
import classes from './settings.module.css';
import { useAttempt } from './use-attempt.ts';

/** The sets of emotions there are, and the maps between them. */
export function SchemeSettings() {
  const known = useQuery(agreementQueries.schemes()).data;
  const [failure, attempt] = useAttempt();
  const schemes = known?.schemes ?? [];
  const maps = known?.classMaps ?? [];
  const main = schemes.find(({ isMain }) => isMain);
  const canAddMegc =
    main !== undefined && main.name !== MEGC_SCHEME && !maps.some(({ to }) => to === MEGC_SCHEME);
  return (
    <Section
      title="Emotions"
      about="A scheme is a set of emotions that exclude one another; the main one is labelled and learned. A class map leads from one scheme to another, such as seven emotions to the three classes of MEGC 2019."
      failure={failure}
    >
      <ul className={classes['list']}>
        {schemes.map(({ name, emotions, isMain }) => (
          <li key={name}>
            <Group gap="xs">
              <Text fw={600} size="sm">
                {name}
              </Text>
              {isMain ? (
                <Badge size="xs">main</Badge>
              ) : (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => attempt(() => setMainScheme(name))}
                >
                  Make it the main one
                </Button>
              )}
            </Group>
            <Text size="sm">{emotions.join(', ') || 'no emotions yet'}</Text>
          </li>
        ))}
        {maps.map((map) => (
          <li key={`map ${map.name}`}>
            <Text fw={600} size="sm">
              Class map {map.name}
            </Text>
            <Text size="sm">{mapInWords(map)}</Text>
          </li>
        ))}
      </ul>
      {canAddMegc && (
        <Group>
          <Button size="xs" variant="default" onClick={() => attempt(() => addMegcMap(main.name))}>
            Add the map to MEGC 2019
          </Button>
        </Group>
      )}
      {main !== undefined && <ClassMapForm main={main} attempt={attempt} />}
    </Section>
  );
}

/** Such as `negative: anger, fear; positive: happiness; dropped: others`. */
function mapInWords({ entries }: ClassMap): string {
  const groups = new Map<string, string[]>();
  for (const [from, to] of Object.entries(entries)) {
    const group = to ?? 'dropped';
    groups.set(group, [...(groups.get(group) ?? []), from]);
  }
  return [...groups].map(([to, from]) => `${to}: ${from.join(', ')}`).join('; ');
}
