import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigation } from '#renderer/state/navigation.ts';
import { browseFor } from '#renderer/state/paths.ts';
import { keepLog } from '#renderer/state/runs.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';

/** Asks for a published MEGC log, keeps it as a run and shows that. */
export function KeepLogButton() {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setOpened(true)}>
        Published log…
      </Button>
      <Modal opened={opened} onClose={close} title="Review a published log" size="lg">
        <KeepLogForm onDone={close} />
      </Modal>
    </>
  );
}

function KeepLogForm({ onDone }: { readonly onDone: () => void }) {
  const [file, setFile] = useState('');
  const keeping = useMutation({
    mutationFn: () => keepLog(file.trim()),
    onSuccess: (runId) => {
      onDone();
      useNavigation.getState().go({ view: 'review', runId });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keeping.mutate();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">
          A header such as “casme2 sub01” a fold, then a line “clip truth prediction” a clip, as teams of MEGC
          publish them. It is kept among the runs; the project need not have its clips.
        </Text>
        <PathField label="Log" value={file} onBrowse={browseFor('file')} onChange={setFile} />
        {keeping.isError && (
          <Alert color="red" variant="light" p="xs" role="alert" title="Nothing was kept">
            {keeping.error.message}
          </Alert>
        )}
        <Group gap="xs">
          <Button type="submit" loading={keeping.isPending} disabled={file.trim() === ''}>
            Keep and review
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
