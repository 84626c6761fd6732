import { Kbd, Text, UnstyledButton } from '@mantine/core';
import { labelPresentClip } from '#renderer/state/labelling.ts';
import { emotionColour } from '#renderer/widgets/palette.ts';
import type { Emotion } from '#shared/domain/emotion.ts';
import { AddEmotion } from './add-emotion.tsx';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';

/** One button an emotion, with its letter. Pressing the chosen one takes it away. */
export function EmotionPicker({
  value,
  emotions,
  disabled,
}: {
  readonly value: string | null;
  readonly emotions: readonly Emotion[];
  readonly disabled: boolean;
}) {
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
            aria-pressed={value === name}
            aria-keyshortcuts={key}
            disabled={disabled}
            onMouseDown={keepFocus}
            onClick={() => labelPresentClip({ emotion: value === name ? null : name })}
          >
            <span className={classes['emotionDot']} style={{ background: emotionColour(name) }} aria-hidden />
            <span className={classes['emotionName']}>{name}</span>
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
