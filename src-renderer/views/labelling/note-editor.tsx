import { Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { setLabel } from '#renderer/state/labels.ts';
import type { ClipId } from '#shared/domain/ids.ts';

const SAVE_AFTER_MS = 400;
const MAX_LENGTH = 10_000;

/** Saved while it is typed and at once on leaving the field or the clip; one visit of the field is one undo step. */
export function NoteEditor({
  clipId,
  value,
  disabled,
}: {
  readonly clipId: ClipId;
  readonly value: string;
  readonly disabled: boolean;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const visit = useRef('');
  const save = useDebouncedCallback((note: string) => setLabel(clipId, { note }, visit.current), {
    delay: SAVE_AFTER_MS,
    flushOnUnmount: true,
  });
  return (
    <Textarea
      label="Note"
      rows={2}
      maxLength={MAX_LENGTH}
      disabled={disabled}
      value={typed ?? value}
      onFocus={() => {
        visit.current = `note-${Date.now()}`;
      }}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        save(event.currentTarget.value);
      }}
      onBlur={() => {
        save.flush();
        setTyped(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
