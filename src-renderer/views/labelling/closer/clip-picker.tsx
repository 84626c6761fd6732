import { Modal, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { compareWith, pickClip, useComparison } from '#renderer/state/comparison.ts';
import { clipsByName } from '#renderer/state/comparison-clips.ts';
import { useClipRow } from '#renderer/state/rows.ts';
import { useRaterId } from '#renderer/state/session.ts';
import { thumbnailUrl } from '#renderer/state/thumbnails.ts';
import { labelledClip, useLabelWalk } from '#renderer/state/walk.ts';
import { ClipThumbnail } from '#renderer/widgets/clip-thumbnail.tsx';
import type { ClipId } from '#shared/domain/ids.ts';
import { neighboursAround } from '../filmstrip-window.ts';
import classes from './closer.module.css';

const NEIGHBOURS = 24;
const TYPED_AFTER_MS = 150;

/** Which clip to show beside this one: a neighbour of the walk, or any by part of its name. */
export function ClipPicker() {
  const opened = useComparison((state) => state.isPicking);
  return (
    <Modal opened={opened} onClose={pickClip} title="Compare with another clip" size="md">
      <PickerList />
    </Modal>
  );
}

function PickerList() {
  const raterId = useRaterId();
  const { ids } = useLabelWalk();
  const [text, setText] = useState('');
  const [searched] = useDebouncedValue(text.trim(), TYPED_AFTER_MS);
  const found = useQuery({ ...clipsByName(searched, raterId), enabled: searched !== '' });
  const present = labelledClip();
  const near = present === null ? [] : neighboursAround(ids ?? [], present, NEIGHBOURS);
  const offered = (searched === '' ? near : (found.data ?? [])).filter((id) => id !== present);
  return (
    <>
      <TextInput
        data-autofocus
        aria-label="Find a clip"
        placeholder="Part of a clip's name"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed" mt={6} mb={4}>
        {searched === '' ? 'Near this one:' : 'Of this name:'}
      </Text>
      <div className={classes['pickerList']}>
        {offered.map((id) => (
          <PickerItem key={id} id={id} />
        ))}
        {offered.length === 0 && !found.isFetching && (
          <Text size="sm" c="dimmed">
            {found.error?.message ?? 'There is no such clip.'}
          </Text>
        )}
      </div>
    </>
  );
}

function PickerItem({ id }: { readonly id: ClipId }) {
  const row = useClipRow(id).data;
  const isMissing = row === undefined || row.mediaMissing || row.frameCount === 0;
  return (
    <UnstyledButton
      className={classes['pickerItem']}
      disabled={isMissing}
      onClick={() => {
        if (row !== undefined) compareWith(row);
      }}
    >
      <span className={classes['pickerPicture']}>
        {row !== undefined && <ClipThumbnail url={thumbnailUrl(row)} label="" missing={row.mediaMissing} />}
      </span>
      <Text size="sm" truncate>
        {row?.name ?? ''}
      </Text>
      <Text size="xs" c="dimmed" flex="none">
        {row === undefined ? '' : `${row.frameCount.toLocaleString('en')} frames`}
      </Text>
    </UnstyledButton>
  );
}
