import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconCommand,
  IconKeyboard,
} from '@tabler/icons-react';
import { dialogs } from '#renderer/state/dialogs.ts';
import { filterInWords } from '#renderer/state/filter-words.ts';
import { redo, undo } from '#renderer/state/labels.ts';
import { useLibrary } from '#renderer/state/library.ts';
import { useFilteredClips } from '#renderer/state/library-clips.ts';
import { usePlace } from '#renderer/state/navigation.ts';
import { closeProject } from '#renderer/state/projects.ts';
import { useProject } from '#renderer/state/queries.ts';
import { useSession } from '#renderer/state/session.ts';
import { ColourSchemeToggle } from './colour-scheme.tsx';
import { RunningJob } from './running-job.tsx';
import { SaveStatus } from './save-status.tsx';
import classes from './workbench.module.css';

export function TopBar() {
  return (
    <header className={classes['bar']}>
      <ProjectMenu />
      <RaterButton />
      <FilterWords />
      <RunningJob />
      <SaveStatus />
      <UndoButtons />
      <Tooltip label="Keys of this page (?)">
        <ActionIcon aria-label="Show keys" onClick={() => dialogs.open('keys')}>
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="All commands (Ctrl K)">
        <ActionIcon aria-label="All commands" onClick={() => dialogs.open('palette')}>
          <IconCommand size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <ColourSchemeToggle />
    </header>
  );
}

function ProjectMenu() {
  const project = useProject().data;
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size={14} />}
          aria-label={`Project ${project?.name ?? ''}`}
          title={project?.dir}
        >
          <Text size="sm" fw={600} truncate maw={200}>
            {project?.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => dialogs.open('import')} disabled={project?.readOnly === true}>
          Import clips or labels…
        </Menu.Item>
        <Menu.Item onClick={() => dialogs.open('export')}>Export labels…</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void closeProject()}>Close project</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function RaterButton() {
  const rater = useSession((state) => state.rater);
  const readOnly = useProject().data?.readOnly === true;
  const text = readOnly ? 'read only' : (rater?.name ?? 'no rater');
  return (
    <Tooltip
      label={
        readOnly
          ? 'This project cannot be written: you can look, not label.'
          : 'Labels are yours. Change who rates.'
      }
    >
      <Button
        variant="subtle"
        color="gray"
        onClick={() => dialogs.open('rater')}
        disabled={readOnly}
        aria-label={`Rater ${text}`}
      >
        <Text size="sm" truncate maw={140}>
          {text}
        </Text>
      </Button>
    </Tooltip>
  );
}

function FilterWords() {
  const filter = useLibrary((state) => state.filter);
  const live = usePlace().view !== 'label';
  const count = useFilteredClips({ live }).data?.ids.length;
  return (
    <Text size="sm" c="dimmed" truncate className={classes['filterWords']} aria-label="Filter">
      {filterInWords(filter)}
      {count === undefined ? '' : ` (${count.toLocaleString('en')})`}
    </Text>
  );
}

function UndoButtons() {
  const steps = useSession((state) => state.undo);
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label={steps.undo === null ? 'Nothing to undo' : `Undo: ${steps.undo} (Ctrl Z)`}>
        <ActionIcon aria-label="Undo" disabled={steps.undo === null} onClick={() => void undo()}>
          <IconArrowBackUp size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={steps.redo === null ? 'Nothing to redo' : `Redo: ${steps.redo} (Ctrl Shift Z)`}>
        <ActionIcon aria-label="Redo" disabled={steps.redo === null} onClick={() => void redo()}>
          <IconArrowForwardUp size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
