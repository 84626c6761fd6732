import { callEngine } from '#renderer/client/index.ts';
import type { TaskId } from '#shared/domain/ids.ts';
import type { ProjectSummary } from '#shared/domain/project.ts';
import { refreshUndo } from './labels.ts';
import { resetLibrary } from './library.ts';
import { useNavigation } from './navigation.ts';
import { closeFrames } from './player.ts';
import { queries, queryClient } from './queries.ts';
import { exportTasks, suggestTasks } from './runs.ts';
import { useSession } from './session.ts';

/** Takes `project` as the open one. Another folder than before: the window starts afresh. */
export function adoptProject(project: ProjectSummary | null): void {
  const { queryKey } = queries.project();
  const before = queryClient.getQueryData(queryKey);
  if (before?.dir !== project?.dir) startAfresh();
  queryClient.setQueryData(queryKey, project);
}

function startAfresh(): void {
  useSession.getState().setRater(null);
  closeFrames();
  resetLibrary();
  useNavigation.getState().reset();
  exportTasks.forget();
  suggestTasks.forget();
  const kept = new Set(['app', 'recent', 'project', 'backends']);
  queryClient.removeQueries({ predicate: (query) => !kept.has(String(query.queryKey[0])) });
  void queryClient.invalidateQueries({ queryKey: queries.recentProjects().queryKey });
}

export async function openProject(dir: string): Promise<void> {
  adoptProject(await callEngine('projects.open', { dir }));
}

export async function createProject(dir: string): Promise<void> {
  adoptProject(await callEngine('projects.create', { dir }));
}

/** Makes the demo in `dir`, or opens it if it is there. Long: a task under `id`. */
export async function openDemo(dir: string, seed: number, id: TaskId): Promise<void> {
  adoptProject(await callEngine('projects.demo', { dir, seed, taskId: id }));
}

export async function closeProject(): Promise<void> {
  await callEngine('projects.close', {});
  adoptProject(null);
}

/** Labels made from now on are this person's. */
export async function enterRater(name: string): Promise<void> {
  const rater = await callEngine('raters.enter', { name });
  useSession.getState().setRater(rater);
  void queryClient.invalidateQueries({ queryKey: queries.appInfo().queryKey });
  void queryClient.invalidateQueries({ queryKey: queries.raters().queryKey });
  await refreshUndo();
}
