import { Kbd, Text, UnstyledButton } from '@mantine/core';
import type { MouseEvent } from 'react';
import { labelPresentClip } from '#renderer/state/labelling.ts';
import { sharesOf } from '#renderer/state/shares.ts';
import { shiftShare } from '#renderer/state/status.ts';
import { emotionColour } from '#renderer/widgets/palette.ts';
import type { Emotion } from '#shared/domain/emotion.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { AddEmotion } from './add-emotion.tsx';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';

/**
 * One button an emotion, with its letter. Pressing the chosen one takes it away; with shift, or its letter with shift, an
 * emotion gets a tenth more of the clip, with alt a tenth less.
 */
export function EmotionPicker({
  own,
  emotions,
  disabled,
}: {
  readonly own: LabelValues;
  readonly emotions: readonly Emotion[];
  readonly disabled: boolean;
}) {
  const shares = sharesOf(own);
  const isSoft = own.distribution !== null;
  const press = (event: MouseEvent, name: string) => {
    if (event.shiftKey) shiftShare(name, 1);
    else if (event.altKey) shiftShare(name, -1);
    else labelPresentClip({ emotion: own.emotion === name && !isSoft ? null : name });
  };
  return (
    <section aria-label="Emotion">
      <div className={classes['sectionHead']}>
        <Text size="sm" fw={600}>
          Emotion
        </Text>
        <AddEmotion disabled={disabled} />
      </div>
      <div className={classes['emotions']}>
        {emotions.map(({ name, key }) => (
          <UnstyledButton
            key={name}
            className={classes['emotion']}
            aria-label={name}
            aria-pressed={(shares[name] ?? 0) > 0}
            aria-keyshortcuts={key}
            disabled={disabled}
            onMouseDown={keepFocus}
            title={`Shift: a tenth more ${name}. Alt: a tenth less.`}
            onClick={(event) => press(event, name)}
          >
            {isSoft && (
              <span
                className={classes['emotionShare']}
                style={shareBar(name, shares[name] ?? 0)}
                aria-hidden
              />
            )}
            <span className={classes['emotionDot']} style={{ background: emotionColour(name) }} aria-hidden />
            <span className={classes['emotionName']}>{name}</span>
            {isSoft && (shares[name] ?? 0) > 0 && (
              <output aria-label={`Share of ${name}`} className={classes['emotionPart']}>
                {shares[name]?.toFixed(2)}
              </output>
            )}
            <Kbd size="xs" aria-hidden>
              {key.toUpperCase()}
            </Kbd>
          </UnstyledButton>
        ))}
      </div>
      {emotions.length === 0 && (
        <Text size="sm" c="dimmed">
          This project has no emotions yet. Add the first one.
        </Text>
      )}
    </section>
  );
}

const shareBar = (name: string, share: number) => ({
  width: `${share * 100}%`,
  background: emotionColour(name),
});
