import { Tabs, Text, Title } from '@mantine/core';
import { IconFileImport, IconFolder, IconFolderPlus, IconMoodSmile } from '@tabler/icons-react';
import { dialogs } from '#renderer/state/dialogs.ts';
import { joinPath } from '#renderer/state/paths.ts';
import { createProject, openProject } from '#renderer/state/projects.ts';
import { useAppInfo } from '#renderer/state/queries.ts';
import classes from './chooser.module.css';
import { DemoForm } from './demo-form.tsx';
import { ProjectForm } from './project-form.tsx';
import { RecentProjects } from './recent-projects.tsx';

/** Where the window starts: a demo, a project that is there, a new one, one to import into. */
export function Chooser() {
  const info = useAppInfo().data;
  const projectsDir = info?.defaultProjectsDir ?? '';
  return (
    <main className={classes['page']}>
      <div className={classes['chooser']}>
        <header>
          <Title order={1} size={26}>
            Onset
          </Title>
          <Text size="sm" c="dimmed">
            Label how strong an expression is, train on it, see where the model errs, correct, train again.
          </Text>
          {info?.notice != null && (
            <Text size="sm" mt="xs" role="note">
              {info.notice}
            </Text>
          )}
        </header>
        <Tabs defaultValue="demo" orientation="vertical" className={classes['tabs'] ?? ''} variant="pills">
          <Tabs.List aria-label="Start with" w={210} className={classes['tabList'] ?? ''}>
            <Tabs.Tab value="demo" leftSection={<IconMoodSmile size={18} stroke={1.5} />}>
              Demo project
            </Tabs.Tab>
            <Tabs.Tab value="open" leftSection={<IconFolder size={18} stroke={1.5} />}>
              Open a project
            </Tabs.Tab>
            <Tabs.Tab value="new" leftSection={<IconFolderPlus size={18} stroke={1.5} />}>
              New project
            </Tabs.Tab>
            <Tabs.Tab value="import" leftSection={<IconFileImport size={18} stroke={1.5} />}>
              Import into a new one
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="demo" className={classes['panel'] ?? ''}>
            <DemoForm initialDir={joinPath(projectsDir, 'demo')} />
          </Tabs.Panel>
          <Tabs.Panel value="open" className={classes['panel'] ?? ''}>
            <ProjectForm
              about="Opens a project folder: one that holds a catalog.sqlite."
              pathKind="folder"
              initialDir=""
              submitLabel="Open project"
              onSubmit={openProject}
            />
          </Tabs.Panel>
          <Tabs.Panel value="new" className={classes['panel'] ?? ''}>
            <ProjectForm
              about="Makes an empty project. Pictures stay where they are; the project holds labels and runs."
              pathKind="new-folder"
              initialDir={joinPath(projectsDir, 'study')}
              submitLabel="Create project"
              onSubmit={createProject}
            />
          </Tabs.Panel>
          <Tabs.Panel value="import" className={classes['panel'] ?? ''}>
            <ProjectForm
              about="Makes a project and asks what to import: a folder per emotion, image sequences, a coding sheet or a table of intensities. You see what would be made before anything is written."
              pathKind="new-folder"
              initialDir={joinPath(projectsDir, 'study')}
              submitLabel="Create and import…"
              onSubmit={async (dir) => {
                await createProject(dir);
                dialogs.open('import');
              }}
            />
          </Tabs.Panel>
        </Tabs>
        <RecentProjects />
      </div>
    </main>
  );
}
