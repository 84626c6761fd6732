import { useLooks } from '#renderer/state/analysis.ts';
import { marksOf } from '#renderer/state/marks.ts';
import { useStillFrame } from '#renderer/state/still-frame.ts';
import { mediaKeyOf } from '../media-key.ts';
import { CropPreview } from './crop-preview.tsx';
import { DifferenceLayer } from './difference-layer.tsx';
import { LookNotes } from './look-notes.tsx';
import { Overlays } from './overlays.tsx';
import type { LookedAt } from './use-analysis.ts';

/** SVG over the frame itself; a difference in its place brings its own. */
export function StageOverlay(looked: LookedAt) {
  const isDifferent = useLooks(({ difference }) => difference !== 'off');
  return isDifferent ? null : <Overlays {...looked} />;
}

/** What lies over the stage: the difference, the face in a corner, and what there is to say of all that. */
export function StageExtras(looked: LookedAt) {
  const isDifferent = useLooks(({ difference }) => difference !== 'off');
  const hasCrop = useLooks((looks) => looks.crop);
  const onset = marksOf(looked.own, looked.detail.clip).onset.index;
  const { clip, media } = looked.detail;
  const { contentHash } = media;
  const { still, retry } = useStillFrame(
    { clipId: clip.id, contentHash, mediaKey: mediaKeyOf(clip, media) },
    isDifferent ? (onset ?? 0) : null,
  );
  return (
    <>
      {isDifferent && (
        <DifferenceLayer clipId={clip.id} reference={still}>
          <Overlays {...looked} />
        </DifferenceLayer>
      )}
      {hasCrop && <CropPreview {...looked} />}
      <LookNotes looked={looked} reference={still} onRetryReference={retry} isFromOnset={onset !== null} />
    </>
  );
}
