import { useEffect, useMemo } from 'react';
import { CLOSER_COMMANDS } from '#renderer/commands/closer.ts';
import {
  emotionCommands,
  FRAME_COMMANDS,
  LABEL_COMMANDS,
  TRACE_COMMANDS,
} from '#renderer/commands/labelling.ts';
import { useCommands } from '#renderer/commands/registry.ts';
import { prefetchDetail, useClipDetail, useOwnLabel } from '#renderer/state/labelling.ts';
import { useNavigation, usePlace } from '#renderer/state/navigation.ts';
import { pause } from '#renderer/state/player.ts';
import { useEmotions } from '#renderer/state/queries.ts';
import { firstClip, neighbour, showClip, useLabelWalk } from '#renderer/state/walk.ts';
import { EmptyState, FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import type { ClipId } from '#shared/domain/ids.ts';
import { ClipBar } from './clip-bar.tsx';
import { ClipTimeline } from './clip-timeline.tsx';
import { Lanes } from './closer/lanes.tsx';
import { StageExtras, StageOverlay } from './closer/looked-at.tsx';
import { Panes } from './closer/panes.tsx';
import { StageToolbar } from './closer/stage-toolbar.tsx';
import { WriteFramesDialog } from './closer/write-frames-dialog.tsx';
import { Filmstrip } from './filmstrip.tsx';
import { LabelPanel } from './label-panel.tsx';
import classes from './labelling.module.css';
import { Stage } from './stage.tsx';
import { STAGE_COMMANDS } from './stage-commands.ts';
import { Transport } from './transport.tsx';
import { useOpenFrames } from './use-open-frames.ts';

/** One clip after the other: its frames, what the rater says of it, its timeline, its neighbours. */
export function LabellingView() {
  const place = usePlace();
  const walk = useLabelWalk();
  const clipId = place.view === 'label' ? place.clipId : null;
  useEffect(() => {
    if (clipId !== null || walk.ids === null) return;
    const first = firstClip(walk.ids);
    if (first !== null) showClip(first);
  }, [clipId, walk.ids]);
  if (clipId !== null) return <LabelClip clipId={clipId} />;
  if (walk.failure !== null) return <FailedState title="The clips cannot be listed." reason={walk.failure} />;
  if (walk.ids === null) return <LoadingState what="Reading the clips" />;
  return <NoClips />;
}

function NoClips() {
  const go = useNavigation((state) => state.go);
  return (
    <EmptyState
      title="There is no clip to label."
      action={{ label: 'Go to the library', onClick: () => go({ view: 'library' }) }}
    >
      The filter leaves no clip, or the project has none yet. Choose or import clips in the library.
    </EmptyState>
  );
}

function LabelClip({ clipId }: { readonly clipId: ClipId }) {
  const detail = useClipDetail(clipId);
  const own = useOwnLabel(clipId, detail.data);
  const emotions = useEmotions().data;
  useCommands('Frames', FRAME_COMMANDS);
  useCommands('Looking', STAGE_COMMANDS);
  useCommands('Looking closer', CLOSER_COMMANDS);
  useCommands('Intensity trace', TRACE_COMMANDS);
  useCommands(
    'Label',
    useMemo(() => [...LABEL_COMMANDS, ...emotionCommands(emotions ?? [])], [emotions]),
  );
  useOpenFrames(detail.data?.clip.id === clipId ? detail.data : undefined);
  useEffect(() => pause, []);
  const next = detail.data === undefined ? null : neighbour(1);
  useEffect(() => {
    if (next !== null) prefetchDetail(next);
  }, [next]);
  if (detail.data === undefined && detail.error !== null)
    return (
      <FailedState
        title="This clip cannot be read."
        reason={detail.error.message}
        onRetry={() => void detail.refetch()}
      />
    );
  const looked = detail.data?.clip.id === clipId ? { detail: detail.data, own } : null;
  return (
    <div className={classes['labelling']}>
      <div className={classes['middle']}>
        <ClipBar clipId={clipId} clip={detail.data?.clip} />
        <StageToolbar />
        <Panes name={detail.data?.clip.name ?? ''}>
          <Stage media={detail.data?.media} overlay={looked && <StageOverlay {...looked} />}>
            {looked && <StageExtras {...looked} />}
          </Stage>
        </Panes>
        <Transport
          clip={detail.data?.clip}
          own={own}
          sourceNumbers={detail.data?.media.sourceNumbers ?? []}
        />
      </div>
      <LabelPanel clipId={clipId} detail={detail.data} own={own} emotions={emotions ?? []} />
      <ClipTimeline clipId={clipId} detail={detail.data} own={own} lanes={looked && <Lanes {...looked} />} />
      <Filmstrip clipId={clipId} />
      <WriteFramesDialog clip={detail.data?.clip} />
    </div>
  );
}
