import { Tabs } from '@mantine/core';
import { type ClipDetail, useCanLabel } from '#renderer/state/labelling.ts';
import { usePlace } from '#renderer/state/navigation.ts';
import { useRaterId } from '#renderer/state/session.ts';
import type { Emotion } from '#shared/domain/emotion.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { EmotionPicker } from './emotion-picker.tsx';
import { HistoryList } from './history-list.tsx';
import { IntensityEditor } from './intensity-editor.tsx';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';
import { NoteEditor } from './note-editor.tsx';
import { OthersList } from './others-list.tsx';
import { ReviewedPrediction } from './reviewed-prediction.tsx';

/** What the rater says of the clip, and what others said. */
export function LabelPanel({
  clipId,
  detail,
  own,
  emotions,
}: {
  readonly clipId: ClipId;
  readonly detail: ClipDetail | undefined;
  readonly own: LabelValues;
  readonly emotions: readonly Emotion[];
}) {
  const place = usePlace();
  const raterId = useRaterId();
  const review = place.view === 'label' ? place.review : null;
  const disabled = !useCanLabel();
  return (
    <aside className={classes['panel']} aria-label="Label">
      {review?.runId != null && <ReviewedPrediction clipId={clipId} runId={review.runId} />}
      <IntensityEditor clipId={clipId} value={own.intensity} disabled={disabled} />
      <EmotionPicker value={own.emotion} emotions={emotions} disabled={disabled} />
      <NoteEditor key={clipId} clipId={clipId} value={own.note} disabled={disabled || detail === undefined} />
      <Tabs defaultValue="others" className={classes['said'] ?? ''}>
        <Tabs.List>
          <Tabs.Tab value="others" onMouseDown={keepFocus}>
            Other raters
          </Tabs.Tab>
          <Tabs.Tab value="history" onMouseDown={keepFocus}>
            History
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="others" className={classes['saidPanel'] ?? ''}>
          <OthersList labels={(detail?.labels ?? []).filter((label) => label.raterId !== raterId)} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes['saidPanel'] ?? ''}>
          <HistoryList clipId={clipId} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}
