import { Group, Tabs, Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { keysInWords } from '#renderer/commands/keys-in-words.ts';
import { LABEL_COMMANDS } from '#renderer/commands/labelling.ts';
import { useKeymap } from '#renderer/state/keymap.ts';
import { type ClipDetail, useCanLabel, useIsHidden } from '#renderer/state/labelling.ts';
import { setLabel } from '#renderer/state/labels.ts';
import { usePlace } from '#renderer/state/navigation.ts';
import { useParts } from '#renderer/state/parts.ts';
import { useRaterId, useRound } from '#renderer/state/session.ts';
import type { Emotion } from '#shared/domain/emotion.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { Label, LabelValues } from '#shared/domain/label.ts';
import { EmotionPicker } from './emotion-picker.tsx';
import { HistoryList } from './history-list.tsx';
import { IntensityEditor } from './intensity-editor.tsx';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';
import { NoteEditor } from './note-editor.tsx';
import { OthersList } from './others-list.tsx';
import { ReviewedPrediction } from './reviewed-prediction.tsx';
import { StatusLine } from './status-line.tsx';
import { UnitInput } from './unit-input.tsx';
import { UnitsEditor } from './units-editor.tsx';

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
  const review = place.view === 'label' ? place.review : null;
  const disabled = !useCanLabel();
  return (
    <aside className={classes['panel']} aria-label="Label">
      {review?.runId != null && <ReviewedPrediction clipId={clipId} runId={review.runId} />}
      <StatusLine own={own} disabled={disabled} />
      <IntensityEditor clipId={clipId} value={own.intensity} disabled={disabled} />
      <EmotionPicker own={own} emotions={emotions} disabled={disabled} />
      <Group gap={6} align="start" wrap="nowrap">
        <UnitsEditor key={clipId} clipId={clipId} value={own.actionUnits} disabled={disabled} />
        <ConfidenceInput key={`sure ${clipId}`} clipId={clipId} value={own.confidence} disabled={disabled} />
      </Group>
      <NoteEditor key={clipId} clipId={clipId} value={own.note} disabled={disabled || detail === undefined} />
      <Said clipId={clipId} detail={detail} disabled={disabled} />
    </aside>
  );
}

const CONFIDENCES = LABEL_COMMANDS.filter(({ id }) => id.startsWith('confidence.'));

function ConfidenceInput({
  clipId,
  value,
  disabled,
}: {
  readonly clipId: ClipId;
  readonly value: number | null;
  readonly disabled: boolean;
}) {
  const changes = useKeymap((state) => state.changes);
  return (
    <Tooltip label={`How sure you are, 0 to 1 (${keysInWords('Alt and a digit', CONFIDENCES, changes)})`}>
      <div className={classes['confidence']}>
        <Text size="xs" c="dimmed">
          sure
        </Text>
        <UnitInput
          label="Confidence"
          value={value}
          disabled={disabled}
          onCommit={(confidence) => setLabel(clipId, { confidence })}
        />
      </div>
    </Tooltip>
  );
}

/** What others said of the clip, and its history. */
function Said({
  clipId,
  detail,
  disabled,
}: {
  readonly clipId: ClipId;
  readonly detail: ClipDetail | undefined;
  readonly disabled: boolean;
}) {
  const raterId = useRaterId();
  const round = useRound();
  const isHidden = useIsHidden(detail);
  const [tab, setTab] = useState<string | null>('others');
  const isHistoryAsked = useParts((state) => state.open === 'history');
  useEffect(() => {
    if (isHistoryAsked) setTab('history');
  }, [isHistoryAsked]);
  const isOwn = (label: Label) => label.raterId === raterId && label.round === round;
  const others = (detail?.labels ?? []).filter((label) => !isOwn(label));
  const isSubmitted = detail?.labels.some((label) => isOwn(label) && label.status !== 'draft') ?? false;
  return (
    <Tabs value={tab} onChange={setTab} className={classes['said'] ?? ''}>
      <Tabs.List>
        <Tabs.Tab value="others" onMouseDown={keepFocus}>
          Other raters
        </Tabs.Tab>
        <Tabs.Tab value="history" onMouseDown={keepFocus}>
          History
        </Tabs.Tab>
      </Tabs.List>
      {isHidden ? (
        <Text size="sm" c="dimmed" pt={8}>
          Round {round}: what was said before is shown once you have rated the clip again.
        </Text>
      ) : (
        <>
          <Tabs.Panel value="others" className={classes['saidPanel'] ?? ''}>
            <OthersList labels={others} isSubmitted={isSubmitted} />
          </Tabs.Panel>
          <Tabs.Panel value="history" className={classes['saidPanel'] ?? ''}>
            {tab === 'history' && <HistoryList clipId={clipId} disabled={disabled} />}
          </Tabs.Panel>
        </>
      )}
    </Tabs>
  );
}
