import { useEffect, useState } from 'react';
import { enterRater } from '#renderer/state/projects.ts';
import { useAppInfo, useProject } from '#renderer/state/queries.ts';
import { useSession } from '#renderer/state/session.ts';
import { Chooser } from '#renderer/views/chooser/chooser.tsx';
import { RaterEntry } from '#renderer/views/chooser/rater-entry.tsx';
import { FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import { Workbench } from './workbench.tsx';

/** Which of three the window shows: the chooser, the question for a name, the workbench. */
export function App() {
  const project = useProject();
  const appInfo = useAppInfo();
  if (project.isPending || appInfo.isPending) return <LoadingState what="Starting Onset" />;
  if (project.data === undefined || appInfo.data === undefined)
    return (
      <FailedState
        title="Onset does not answer."
        reason={(project.error ?? appInfo.error)?.message ?? ''}
        onRetry={() => {
          void project.refetch();
          void appInfo.refetch();
        }}
      />
    );
  if (project.data === null) return <Chooser />;
  return (
    <OpenProject key={project.data.dir} knownName={appInfo.data.raterName} readOnly={project.data.readOnly} />
  );
}

/** Enters under the name this machine remembers; asks where there is none. A read-only project can be looked at without. */
function OpenProject({
  knownName,
  readOnly,
}: {
  readonly knownName: string | null;
  readonly readOnly: boolean;
}) {
  const rater = useSession((state) => state.rater);
  const [failed, setFailed] = useState(false);
  const isEntering = rater === null && knownName !== null && !failed;
  useEffect(() => {
    if (isEntering && knownName !== null) enterRater(knownName).catch(() => setFailed(true));
  }, [isEntering, knownName]);
  if (rater !== null || (readOnly && !isEntering)) return <Workbench />;
  if (isEntering) return <LoadingState what="Opening the project" />;
  return <RaterEntry initialName={knownName ?? ''} />;
}
