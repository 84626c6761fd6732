import { Alert, Checkbox, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { presentMark } from '#renderer/state/labelling.ts';
import { type WrittenFrames, writeFrames } from '#renderer/state/media.ts';
import { browseFor, joinPath } from '#renderer/state/paths.ts';
import { shownIndex } from '#renderer/state/player.ts';
import { useProject } from '#renderer/state/queries.ts';
import { useFormTask } from '#renderer/state/tasks.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';
import { TaskForm } from '#renderer/widgets/task-form.tsx';
import type { ClipRow } from '#shared/domain/clip.ts';
import { type FrameChoice, indicesOf } from './frame-choice.ts';

/** Which frames of the clip, into which folder; they are written as PNG of the source's own pixels. */
export function WriteFramesForm({
  clip,
  onDone,
}: {
  readonly clip: Pick<ClipRow, 'id' | 'name' | 'frameCount'>;
  readonly onDone: () => void;
}) {
  const projectDir = useProject().data?.dir ?? '';
  const task = useFormTask();
  // What was before the eyes when the dialog was opened; it hides the stage.
  const [at] = useState(() => ({
    shown: shownIndex(),
    onset: presentMark('onset'),
    offset: presentMark('offset'),
  }));
  const [choice, setChoice] = useState<FrameChoice>('shown');
  const [typed, setTyped] = useState<string | null>(null);
  const [contactSheet, setContactSheet] = useState(false);
  const [written, setWritten] = useState<WrittenFrames | null>(null);
  const dir = typed ?? joinPath(joinPath(projectDir, 'exports'), 'frames');
  const indices = indicesOf(choice, at);
  const write = async () => {
    setWritten(null);
    if (indices === undefined) return;
    const done = await task.start((taskId) =>
      writeFrames({ clipId: clip.id, indices, dir: dir.trim(), contactSheet, taskId }),
    );
    if (done !== null) setWritten(done);
  };
  return (
    <TaskForm
      task={task}
      title="Writing frames"
      failed="The frames were not written"
      submit="Write"
      canSubmit={indices !== undefined && dir.trim() !== ''}
      onSubmit={() => void write()}
      outcome={written === null ? null : <WrittenNote written={written} />}
      onDone={onDone}
    >
      <Radio.Group
        label={`Frames of ${clip.name}`}
        value={choice}
        onChange={(value) => setChoice(FRAME_CHOICES.find((one) => one === value) ?? 'shown')}
      >
        <Stack gap={6} mt={4}>
          <Radio
            value="shown"
            disabled={at.shown === null}
            label={`This frame${at.shown === null ? '' : ` (${at.shown})`}`}
          />
          <Radio
            value="coded"
            disabled={indicesOf('coded', at) === undefined}
            label={codedInWords(at.onset, at.offset)}
          />
          <Radio value="all" label={`All ${clip.frameCount.toLocaleString('en')}`} />
        </Stack>
      </Radio.Group>
      <PathField
        label="Folder"
        description="It is made if it is not there. Files are named by clip and index; none that is there already is overwritten."
        value={dir}
        disabled={task.isRunning}
        onBrowse={browseFor('folder')}
        onChange={setTyped}
      />
      <Checkbox
        label="Also a contact sheet: all of them in one picture"
        checked={contactSheet}
        onChange={(event) => setContactSheet(event.currentTarget.checked)}
      />
    </TaskForm>
  );
}

const FRAME_CHOICES: readonly FrameChoice[] = ['shown', 'coded', 'all'];

function codedInWords(onset: number | null, offset: number | null): string {
  return onset === null || offset === null
    ? 'From onset to offset (not both marked)'
    : `From onset to offset (${onset} to ${offset})`;
}

function WrittenNote({ written: { frames, contactSheet } }: { readonly written: WrittenFrames }) {
  const first = frames[0]?.file;
  return (
    <Alert color="teal" variant="light" p="xs" role="status">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {frames.length === 1
          ? `Written: ${first}`
          : `${frames.length.toLocaleString('en')} frames are written, the first is ${first}`}
        {contactSheet !== null && `. Contact sheet: ${contactSheet}`}
      </Text>
    </Alert>
  );
}
