import { Modal } from '@mantine/core';
import { dialogs, useDialogs } from '#renderer/state/dialogs.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import { WriteFramesForm } from './write-frames-form.tsx';

export function WriteFramesDialog({ clip }: { readonly clip: ClipRow | undefined }) {
  const opened = useDialogs((state) => state.open === 'write-frames');
  return (
    <Modal
      opened={opened && clip !== undefined}
      onClose={dialogs.close}
      title="Write frames"
      size="lg"
      closeOnClickOutside={false}
    >
      {clip !== undefined && <WriteFramesForm clip={clip} onDone={dialogs.close} />}
    </Modal>
  );
}
