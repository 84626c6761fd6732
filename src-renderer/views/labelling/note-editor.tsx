import { Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { setLabel } from '#renderer/state/labels.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { usePart } from './use-part.ts';

const SAVE_AFTER_MS = 400;
const MAX_LENGTH = 10_000;

/** Saved while it is typed and at once on leaving the field or the clip; one visit of the field is one undo step. Escape, or Enter with Ctrl, leaves it. */
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
  const field = usePart<HTMLTextAreaElement>('note');
  const save = useDebouncedCallback((note: string) => setLabel(clipId, { note }, visit.current), {
    delay: SAVE_AFTER_MS,
    flushOnUnmount: true,
  });
  return (
    <Textarea
      ref={field}
      aria-label="Note"
      placeholder="Note"
      autosize
      minRows={1}
      maxRows={4}
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
        const isDone = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
        if (isDone) event.currentTarget.blur();
      }}
    />
  );
}
