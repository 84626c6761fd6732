import type { Catalog } from '#main/catalog/index.ts';
import type { Media } from '#main/media/index.ts';
import type { CallName, CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { Settings } from './settings.ts';
import type { Tasks } from './tasks.ts';

/** The project that is open: its folder, its catalog (this engine is its one writer), its frames. */
export interface OpenProject {
  readonly dir: string;
  readonly readOnly: boolean;
  readonly catalog: Catalog;
  readonly media: Media;
}

/** What a use case may touch. */
export interface EngineContext {
  /** The open project; throws OnsetError `not-found` ("Open a project first.") if none is. */
  project(): OpenProject;
  emit(event: EngineEvent): void;
  readonly tasks: Tasks;
  readonly settings: Settings;
}

export type Handler<N extends CallName> = (
  request: CallRequest<N>,
  context: EngineContext,
) => CallOutput<N> | Promise<CallOutput<N>>;

/** A topic folder exports its part of the map, by `satisfies Partial<Handlers>`. */
export type Handlers = { readonly [N in CallName]: Handler<N> };
