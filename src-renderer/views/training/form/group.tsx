import { Accordion, Badge, SimpleGrid, Text } from '@mantine/core';
import { type ReactNode, useContext } from 'react';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import { SpecIssues } from './fields.tsx';
import classes from './form.module.css';
import { GROUP_PARTS, type GroupName, groupWords, isPreset } from './group-words.ts';

/** One group of the form; folded, its header still says what it holds, and whether that is not the usual. */
export function FieldGroup({
  name,
  title,
  children,
}: {
  readonly name: GroupName;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const spec = useSpecDraft((state) => state.spec);
  const issueCount = useIssueCount(name);
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>
        <span className={classes['groupHead']}>
          <span className={classes['groupTitle']}>{title}</span>
          <Text
            component="span"
            size="xs"
            truncate
            c={isPreset(name, spec) ? 'dimmed' : 'var(--mantine-color-anchor)'}
          >
            {groupWords(name, spec)}
          </Text>
          {issueCount > 0 && (
            <Badge color="red" size="sm" ml="auto" className={classes['groupBadge'] ?? ''}>
              {issueCount} to mend
            </Badge>
          )}
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm" className={classes['grid'] ?? ''}>
          {children}
        </SimpleGrid>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function useIssueCount(name: GroupName): number {
  const parts: readonly string[] = GROUP_PARTS[name];
  return [...useContext(SpecIssues).keys()].filter((path) => parts.includes(path.split('.')[0] ?? '')).length;
}
