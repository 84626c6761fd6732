import { type EngineEvent, onConnection, onEngineEvent } from '#renderer/client/index.ts';
import { useActivity } from './activity.ts';
import { renewCompared } from './comparison.ts';
import { refreshUndo } from './labels.ts';
import { retryFailedFrame } from './player.ts';
import { adoptProject } from './projects.ts';
import { queryClient } from './queries.ts';
import { forgetRows } from './rows.ts';
import { staleAfter } from './stale-after.ts';

/** Everything read from the open project; another project, or an engine started anew, makes it all stale. */
const forget = (...words: readonly string[]) =>
  queryClient.invalidateQueries({ predicate: (query) => words.includes(String(query.queryKey[0])) });

/** What tells of clips, subjects, raters, emotions, or of the project's own settings. */
const OF_CATALOG = [
  ...['clips', 'walk', 'detail', 'history', 'traces', 'raters', 'emotions', 'project', 'plan'],
  // A kept log leads to clips that came in later.
  ...['review', 'settings', 'recipes', 'queues', 'pace', 'agreement', 'gold', 'schemes', 'subjects'],
  // What was measured in frames: a clip's may be others now.
  ...['media', 'motion', 'flow', 'face'],
];

/** What an event makes stale. Only what is on screen is asked again. */
function hearEvent(event: EngineEvent): void {
  const { runs: runsBefore, hear } = useActivity.getState();
  hear(event);
  switch (event.type) {
    case 'project':
      adoptProject(event.project);
      break;
    case 'labels':
      forgetRows(event.clipIds);
      void refreshUndo();
      void forget(
        'clips',
        'queues',
        'pace',
        'raters',
        'emotions',
        'runs',
        'run',
        'review',
        'plan',
        'agreement',
        'gold',
      );
      for (const clipId of event.clipIds) {
        void queryClient.invalidateQueries({ queryKey: ['detail', clipId] });
        void queryClient.invalidateQueries({ queryKey: ['history', clipId] });
        void queryClient.invalidateQueries({ queryKey: ['traces', clipId] });
      }
      break;
    case 'catalog':
      forgetRows(null);
      void forget(...OF_CATALOG);
      void renewCompared();
      break;
    case 'run':
      void forget(...staleAfter(event, runsBefore[event.runId]?.status));
      break;
    case 'health':
    case 'backups':
      void forget(event.type);
      break;
    case 'engine-restarted':
      forgetEverything();
      break;
    case 'task':
      break;
  }
}

function forgetEverything(): void {
  forgetRows(null);
  useActivity.getState().reset();
  void queryClient.invalidateQueries();
  retryFailedFrame();
  void renewCompared();
}

/** Starts to listen; a connection that came back may have missed events. Returns the function that stops. */
export function listenToEngine(): () => void {
  const stopEvents = onEngineEvent(hearEvent);
  const stopConnection = onConnection((connected) => {
    const before = useActivity.getState().connected;
    useActivity.getState().setConnected(connected);
    if (connected && !before) forgetEverything();
  });
  return () => {
    stopEvents();
    stopConnection();
  };
}
