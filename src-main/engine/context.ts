import type { CallName, CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { OpenProject } from './project.ts';
import type { ProjectSlot } from './projects/slot.ts';
import type { Settings } from './settings.ts';
import type { Tasks } from './tasks.ts';

export type { OpenProject } from './project.ts';

/** What a use case may touch. */
export interface EngineContext {
  /** The open project; throws OnsetError `not-found` ("Open a project first.") if none is. */
  project(): OpenProject;
  emit(event: EngineEvent): void;
  readonly tasks: Tasks;
  readonly settings: Settings;
  /** Opens and closes; everything but the projects topic asks {@link EngineContext.project}. */
  readonly projects: ProjectSlot;
  readonly app: AppFacts;
}

/** Who this engine works for. */
export interface AppFacts {
  readonly host: 'desktop' | 'browser' | 'in-process';
  /** What the user should know of this start, such as why there is no window of its own. */
  readonly notice: string | null;
}

export type Handler<N extends CallName> = (
  request: CallRequest<N>,
  context: EngineContext,
) => CallOutput<N> | Promise<CallOutput<N>>;

/** A topic folder exports its part of the map, by `satisfies Partial<Handlers>`. */
export type Handlers = { readonly [N in CallName]: Handler<N> };
