import { useLooks } from '#renderer/state/analysis.ts';
import { FlowArrows } from '#renderer/widgets/flow-arrows.tsx';
import { Landmarks } from '#renderer/widgets/landmarks.tsx';
import { StrainMap } from '#renderer/widgets/strain-map.tsx';
import { type LookedAt, useFace, useFlow } from './use-analysis.ts';

/** SVG over the frame, in its pixels: strain below, arrows, the face on top. */
export function Overlays(looked: LookedAt) {
  const hasFlow = useLooks(({ flow, strain }) => flow || strain);
  const hasFace = useLooks((looks) => looks.face);
  return (
    <>
      {hasFlow && <FlowOverlay {...looked} />}
      {hasFace && <FaceOverlay {...looked} />}
    </>
  );
}

function FlowOverlay(looked: LookedAt) {
  const looks = useLooks();
  const field = useFlow(looked).value;
  if (field === null) return null;
  return (
    <>
      {looks.strain && <StrainMap field={field} />}
      {looks.flow && <FlowArrows field={field} />}
    </>
  );
}

/** Of the very frame that is shown. */
function FaceOverlay(looked: LookedAt) {
  const { value, index } = useFace(looked);
  if (value === null || value.face === null || value.index !== index) return null;
  return <Landmarks face={value.face} />;
}
