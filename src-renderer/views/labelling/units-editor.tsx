import { TextInput } from '@mantine/core';
import { setLabel } from '#renderer/state/labels.ts';
import { parseActionUnits } from '#shared/domain/action-units.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { usePart } from './use-part.ts';
import { useTyped } from './use-typed.ts';

const MAX_LENGTH = 200;

/** Action units as FACS coders write them: `R6A+R12`, `ref(7B)+43C`. Taken on Enter or on leaving the field, not on Escape; what is none is named. */
export function UnitsEditor({
  clipId,
  value,
  disabled,
}: {
  readonly clipId: ClipId;
  readonly value: string | null;
  readonly disabled: boolean;
}) {
  const field = usePart<HTMLInputElement>('units');
  const { typed, type, onBlur, onKeyDown } = useTyped((text: string) => {
    const said = text.trim() === '' ? null : text.trim();
    if (said !== value) setLabel(clipId, { actionUnits: said });
  });
  const text = typed ?? value ?? '';
  const { problems } = parseActionUnits(text);
  return (
    <TextInput
      ref={field}
      flex={1}
      aria-label="Action units"
      placeholder="Action units: R6A+R12"
      maxLength={MAX_LENGTH}
      disabled={disabled}
      value={text}
      error={problems.length === 0 ? null : problems.join(' ')}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    />
  );
}
