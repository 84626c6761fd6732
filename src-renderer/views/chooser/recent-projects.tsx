import { Text, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { openProject } from '#renderer/state/projects.ts';
import { queries } from '#renderer/state/queries.ts';
import classes from './chooser.module.css';

/** The projects last opened on this machine; one that cannot be opened says why under its name. */
export function RecentProjects() {
  const recent = useQuery(queries.recentProjects());
  const [problem, setProblem] = useState<{ readonly dir: string; readonly message: string } | null>(null);
  const open = async (dir: string) => {
    setProblem(null);
    try {
      await openProject(dir);
    } catch (error) {
      setProblem({ dir, message: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <section aria-label="Recent projects">
      <Title order={2} size={14} mb="xs">
        Recent projects
      </Title>
      {recent.error !== null && (
        <Text size="sm" c="red" role="alert">
          {recent.error.message}
        </Text>
      )}
      {recent.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet. The demo project is a good place to start.
        </Text>
      )}
      {recent.data?.map((project) => (
        <UnstyledButton
          key={project.dir}
          className={classes['recent']}
          aria-label={`Open ${project.name}`}
          onClick={() => void open(project.dir)}
        >
          <Text size="sm" fw={600} component="span">
            {project.name}
          </Text>
          <Text size="xs" c="dimmed" component="span" className={classes['recentDir'] ?? ''}>
            {project.dir}
          </Text>
          <Text size="xs" c="dimmed" component="span">
            {new Date(project.openedAt).toLocaleDateString()}
          </Text>
          {problem?.dir === project.dir && (
            <Text size="xs" c="red" component="span" role="alert" className={classes['recentProblem'] ?? ''}>
              {problem.message}
            </Text>
          )}
        </UnstyledButton>
      ))}
    </section>
  );
}
