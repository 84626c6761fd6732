import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { type CallInput, callEngine } from '#renderer/client/index.ts';
import type { ClipId, RaterId, RunId } from '#shared/domain/ids.ts';

/** Answers stay fresh until an event says otherwise (events.ts); a failed call is shown, not tried again in silence. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

type ClipQuery = CallInput<'clips.query'>;

/** One entry a question to the engine. The first word of the key is what events.ts invalidates by. */
export const queries = {
  appInfo: () => queryOptions({ queryKey: ['app'], queryFn: () => callEngine('app.info', {}) }),
  recentProjects: () =>
    queryOptions({ queryKey: ['recent'], queryFn: () => callEngine('projects.recent', {}) }),
  project: () => queryOptions({ queryKey: ['project'], queryFn: () => callEngine('projects.current', {}) }),
  raters: () => queryOptions({ queryKey: ['raters'], queryFn: () => callEngine('raters.list', {}) }),
  emotions: () => queryOptions({ queryKey: ['emotions'], queryFn: () => callEngine('emotions.list', {}) }),
  clips: (question: ClipQuery) =>
    queryOptions({ queryKey: ['clips', question], queryFn: () => callEngine('clips.query', question) }),
  /** The ids alone, under a key that a changed label does not make stale. */
  walk: (question: ClipQuery) =>
    queryOptions({
      queryKey: ['walk', question],
      queryFn: async (): Promise<readonly ClipId[]> => (await callEngine('clips.query', question)).ids,
    }),
  clipDetail: (clipId: ClipId, raterId: RaterId | null, round: number) =>
    queryOptions({
      queryKey: ['detail', clipId, raterId, round],
      queryFn: () => callEngine('clips.detail', { clipId, raterId, round }),
    }),
  labelHistory: (clipId: ClipId, raterId: RaterId | null, round: number) =>
    queryOptions({
      queryKey: ['history', clipId, raterId, round],
      queryFn: () => callEngine('labels.history', { clipId, raterId, round }),
    }),
  traces: (clipId: ClipId, raterId: RaterId | null, round: number) =>
    queryOptions({
      queryKey: ['traces', clipId, raterId, round],
      queryFn: () => callEngine('traces.ofClip', { clipId, raterId, round }),
    }),
  queueCounts: (raterId: RaterId | null, round: number) =>
    queryOptions({
      queryKey: ['queues', raterId, round],
      queryFn: async () => (raterId === null ? [] : await callEngine('queues.counts', { raterId, round })),
    }),
  pace: (raterId: RaterId | null, round: number) =>
    queryOptions({
      queryKey: ['pace', raterId, round],
      queryFn: async () => (raterId === null ? null : await callEngine('queues.pace', { raterId, round })),
    }),
  /** Whether the project is blind. */
  settings: () =>
    queryOptions({ queryKey: ['settings'], queryFn: () => callEngine('projects.settings', {}) }),
  recipes: () => queryOptions({ queryKey: ['recipes'], queryFn: () => callEngine('gold.recipes', {}) }),
  runs: () => queryOptions({ queryKey: ['runs'], queryFn: () => callEngine('runs.list', {}) }),
  run: (runId: RunId) =>
    queryOptions({ queryKey: ['run', runId], queryFn: () => callEngine('runs.show', { runId }) }),
  runLog: (runId: RunId, maxLines: number) =>
    queryOptions({
      queryKey: ['log', runId, maxLines],
      queryFn: async () => (await callEngine('runs.log', { runId, maxLines })).lines,
    }),
  review: (runId: RunId) =>
    queryOptions({ queryKey: ['review', runId], queryFn: () => callEngine('runs.review', { runId }) }),
  runPlan: (spec: CallInput<'runs.plan'>['spec']) =>
    queryOptions({ queryKey: ['plan', spec], queryFn: () => callEngine('runs.plan', { spec }) }),
  backends: () => queryOptions({ queryKey: ['backends'], queryFn: () => callEngine('backends.list', {}) }),
};

export const useAppInfo = () => useQuery(queries.appInfo());
export const useProject = () => useQuery(queries.project());
export const useEmotions = () => useQuery(queries.emotions());
