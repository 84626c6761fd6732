import { Button, Loader, Text, Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { applySuggestedApex, useUnitTraces } from '#renderer/state/analysis-marks.ts';
import { useCanLabel, useIsHidden } from '#renderer/state/labelling.ts';
import { pause, seekTo } from '#renderer/state/player.ts';
import { useRaterId, useRound } from '#renderer/state/session.ts';
import { MotionLane } from '#renderer/widgets/motion-lane.tsx';
import { UnitBars } from '#renderer/widgets/unit-bars.tsx';
import { unitRows } from '#renderer/widgets/unit-rows.ts';
import type { MotionCurve } from '#shared/domain/frames.ts';
import { ClipPlayhead } from '../clip-playhead.tsx';
import { keepFocus } from '../keep-focus.ts';
import classes from './closer.module.css';
import { type LookedAt, useMotion } from './use-analysis.ts';

/** Below the timeline: how much the face moves, where it is asked for, and the action units that were coded. */
export function Lanes(looked: LookedAt) {
  return (
    <>
      <MotionRow {...looked} />
      <UnitsRow {...looked} />
    </>
  );
}

function MotionRow(looked: LookedAt) {
  const motion = useMotion(looked);
  const { frameCount } = looked.detail.clip;
  if (!motion.isOn) return null;
  return (
    <section className={classes['lane']} aria-label="Motion">
      <div className={classes['laneHead']}>
        <Text size="xs" c="dimmed">
          motion from the {motion.isFromOnset ? 'onset' : 'first frame'}
        </Text>
        {motion.isLoading && <Loader size={12} aria-label="Measuring the motion" />}
        {motion.failure !== null && (
          <>
            <Text size="xs" c="red" role="alert">
              {motion.failure}
            </Text>
            <Button size="compact-xs" variant="default" onMouseDown={keepFocus} onClick={motion.retry}>
              Try again
            </Button>
          </>
        )}
        {motion.value !== null && <Suggestion curve={motion.value} />}
      </div>
      {motion.value !== null && (
        <MotionLane
          frameCount={frameCount}
          playhead={<ClipPlayhead frameCount={frameCount} />}
          curve={motion.value}
          onSeek={(to) => {
            pause();
            seekTo(to);
          }}
        />
      )}
    </section>
  );
}

/** Said, and applied only by who presses it. */
function Suggestion({ curve: { suggestedApex } }: { readonly curve: MotionCurve }) {
  const isLabelling = useCanLabel();
  const hint = useKeyHint();
  if (suggestedApex === null)
    return (
      <Text size="xs" c="dimmed">
        no clear maximum, no apex suggested
      </Text>
    );
  return (
    <>
      <Text size="xs">suggested apex: frame {suggestedApex}</Text>
      <Tooltip label={hint('Set my apex to the suggested frame', 'mark.apex-suggested')}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={!isLabelling}
          onMouseDown={keepFocus}
          onClick={() => applySuggestedApex(suggestedApex)}
        >
          Use as apex
        </Button>
      </Tooltip>
    </>
  );
}

function UnitsRow({ detail, own }: LookedAt) {
  const raterId = useRaterId();
  const round = useRound();
  const isHidden = useIsHidden(detail);
  const traces = useUnitTraces(detail.clip.id);
  const { frameCount } = detail.clip;
  const rows = useMemo(() => {
    const others = detail.labels
      .filter((label) => label.raterId !== raterId || label.round !== round)
      .map((label) => ({ ...label, rater: `${label.raterName} ${label.round}`, isOwn: false }));
    return unitRows([{ ...own, rater: 'me', isOwn: true }, ...others], isHidden ? [] : traces, frameCount);
  }, [detail, own, traces, isHidden, frameCount, raterId, round]);
  if (rows.length === 0 || frameCount === 0) return null;
  return (
    <section className={classes['lane']} aria-label="Action units">
      <UnitBars rows={rows} frameCount={frameCount} playhead={<ClipPlayhead frameCount={frameCount} />} />
    </section>
  );
}
