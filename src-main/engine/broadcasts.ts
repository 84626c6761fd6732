import type { CallName, CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { ProjectSummary } from '#shared/domain/project.ts';

type Broadcasts = {
  readonly [N in CallName]?: (request: CallRequest<N>, output: CallOutput<N>) => readonly EngineEvent[];
};

const opened = (_: unknown, project: ProjectSummary): EngineEvent[] => [{ type: 'project', project }];
const stepped = (_: unknown, { clipId }: { clipId: ClipId | null }): EngineEvent[] =>
  clipId === null ? [] : [{ type: 'labels', clipIds: [clipId] }];
const catalogChanged = (): EngineEvent[] => [{ type: 'catalog' }];

/** What every client hears once a call that changes something is done. Runs tell of themselves as they go. */
const broadcasts: Broadcasts = {
  'projects.open': opened,
  'projects.create': opened,
  'projects.demo': opened,
  'projects.close': () => [{ type: 'project', project: null }],
  'raters.enter': catalogChanged,
  'emotions.add': catalogChanged,
  'emotions.putAlias': catalogChanged,
  'schemes.add': catalogChanged,
  'schemes.setMain': catalogChanged,
  'schemes.putClassMap': catalogChanged,
  'subjects.setAttribute': catalogChanged,
  'projects.setBlind': catalogChanged,
  'imports.run': catalogChanged,
  'media.relink': catalogChanged,
  'runs.predict': catalogChanged,
  'bundles.merge': catalogChanged,
  'labels.set': ({ clipId }) => [{ type: 'labels', clipIds: [clipId] }],
  'labels.restore': ({ clipId }) => [{ type: 'labels', clipIds: [clipId] }],
  'traces.set': ({ clipId }) => [{ type: 'labels', clipIds: [clipId] }],
  'labels.undo': stepped,
  'labels.redo': stepped,
};

export function broadcastsOf<N extends CallName>(
  name: N,
  request: CallRequest<N>,
  output: CallOutput<N>,
): readonly EngineEvent[] {
  return broadcasts[name]?.(request, output) ?? [];
}
