import { existsSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { openCatalog } from '#main/catalog/index.ts';
import { askChild } from '#main/jobs/ask-child.ts';
import { childEntry, endAsError } from '#main/jobs/child.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallRequest } from '#shared/contract/calls.ts';
import { type DemoEvent, type DemoRequest, demoEvent } from '#shared/contract/children.ts';
import { importRequest } from '#shared/domain/import.ts';
import type { ProjectSummary } from '#shared/domain/project.ts';
import type { EngineContext } from '../context.ts';
import { importInto } from '../imports/index.ts';
import type { Task } from '../tasks.ts';
import { prepareNewFolder, projectPaths, removeNewProject } from './folder.ts';
import type { SlotChanges } from './slot.ts';

/**
 * Makes the demo project in `dir`, through the ordinary importers, and opens it; opens it at once if it is there.
 * Begun but not finished, it is gone on with. Throws OnsetError `conflict` where the folder holds something else.
 */
export function openDemo(
  { dir: given, seed, taskId }: CallRequest<'projects.demo'>,
  context: EngineContext,
): Promise<ProjectSummary> {
  const dir = resolve(given);
  return context.projects.change(async (slot) => {
    const state = inspectFolder(dir, seed);
    if (state === 'made') return slot.open(dir);
    // The task must not be among those that end with the project it takes the place of.
    await slot.close();
    context.emit({ type: 'project', project: null });
    try {
      return await context.tasks.run(taskId, 'Making the demo project', (task) =>
        makeProject({ dir, seed, state, slot, context, task }),
      );
    } catch (error) {
      // After the task, which closing the project would wait for.
      await slot.close();
      if (state === 'new') removeNewProject(dir);
      throw error;
    }
  });
}

/** What there is of the demo of this seed. */
function inspectFolder(dir: string, seed: number): 'new' | 'begun' | 'made' {
  const { catalog, demoSource } = projectPaths(dir);
  if (!existsSync(catalog)) {
    prepareNewFolder(dir, sourceNames(dir));
    return 'new';
  }
  const opened = openCatalog(catalog, { mode: 'read' });
  const known = opened.read.project.demoSeed();
  opened.close();
  if (known === seed) return 'made';
  if (known === null && existsSync(demoSource)) return 'begun';
  const what = known === null ? 'another project' : `the demo of seed ${known}`;
  throw new OnsetError(
    'conflict',
    `${dir} holds ${what}: choose another folder for the demo of seed ${seed}.`,
  );
}

/** What the generator puts into the project's folder, before there is a project. */
function sourceNames(dir: string): string[] {
  const name = basename(projectPaths(dir).demoSource);
  return [name, `${name}.part`];
}

interface Making {
  readonly dir: string;
  readonly seed: number;
  readonly state: 'new' | 'begun';
  readonly slot: SlotChanges;
  readonly context: EngineContext;
  readonly task: Task;
}

async function makeProject({ dir, seed, state, slot, context, task }: Making): Promise<ProjectSummary> {
  const source = await generate(projectPaths(dir).demoSource, seed, task);
  await (state === 'new' ? slot.create(dir, sourceNames(dir)) : slot.open(dir));
  await importAll(source, context, task);
  context.project().catalog.write.project.setDemoSeed(seed);
  return slot.open(dir);
}

type DemoSource = Extract<DemoEvent, { type: 'done' }>;

/** Writes frames, sheet and tables in a child; at once where they are there. */
async function generate(dir: string, seed: number, task: Task): Promise<DemoSource> {
  const { answer, end } = await askChild<DemoRequest, DemoEvent, DemoSource>({
    entry: childEntry('demo'),
    who: 'the demo generator',
    events: demoEvent,
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    request: { type: 'make', dir, seed },
    signal: task.signal,
    answerOf: (event) => {
      if (event.type === 'done') return event;
      if (event.type === 'failed') return null;
      task.report(event.done, event.total, 'Making the demo clips');
      return undefined;
    },
  });
  if (answer === null) rmSync(`${dir}.part`, { recursive: true, force: true });
  task.signal.throwIfAborted();
  if (answer === null) throw endAsError(end, 'the demo generator');
  return answer;
}

async function importAll(source: DemoSource, context: EngineContext, task: Task): Promise<void> {
  const { codingSheet, intensityTables, framesDir, layout, fps } = source;
  const project = context.project();
  const sheet = { kind: 'coding-sheet' as const, source: codingSheet, mediaRoot: framesDir, layout, fps };
  const tables = intensityTables.map((table) => ({ kind: 'intensities' as const, source: table }));
  for (const request of [sheet, ...tables]) {
    task.signal.throwIfAborted();
    await importInto(project, importRequest.parse(request), task);
  }
}
