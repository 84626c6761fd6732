import { Modal } from '@mantine/core';
import { dialogs, useDialogs } from '#renderer/state/dialogs.ts';
import { useSession } from '#renderer/state/session.ts';
import { RaterForm } from '#renderer/views/chooser/rater-entry.tsx';
import { ImportForm } from '#renderer/views/importing/import-form.tsx';
import { BundleForm } from '#renderer/views/library/bundle-form.tsx';
import { ExportForm } from '#renderer/views/library/export-form.tsx';
import { FindMediaForm } from '#renderer/views/settings/find-media-form.tsx';

export function ImportDialogHost() {
  const opened = useDialogs((state) => state.open === 'import');
  return (
    <Modal
      opened={opened}
      onClose={dialogs.close}
      title="Import"
      size={980}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <ImportForm onDone={dialogs.close} />
    </Modal>
  );
}

export function ExportDialog() {
  const opened = useDialogs((state) => state.open === 'export');
  return (
    <Modal opened={opened} onClose={dialogs.close} title="Export labels" size="md">
      <ExportForm onDone={dialogs.close} />
    </Modal>
  );
}

export function BundleDialog() {
  const opened = useDialogs((state) => state.open === 'bundles');
  return (
    <Modal opened={opened} onClose={dialogs.close} title="Labels on another machine" size="lg">
      <BundleForm />
    </Modal>
  );
}

export function FindMediaDialog() {
  const opened = useDialogs((state) => state.open === 'find-media');
  return (
    <Modal
      opened={opened}
      onClose={dialogs.close}
      title="Find media again"
      size="lg"
      closeOnClickOutside={false}
    >
      <FindMediaForm onDone={dialogs.close} />
    </Modal>
  );
}

export function RaterDialog() {
  const opened = useDialogs((state) => state.open === 'rater');
  const name = useSession((state) => state.rater?.name ?? '');
  return (
    <Modal opened={opened} onClose={dialogs.close} title="Who rates?" size="sm">
      <RaterForm initialName={name} submitLabel="Rate under this name" onEntered={dialogs.close} />
    </Modal>
  );
}
