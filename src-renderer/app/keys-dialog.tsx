import { Button, Group, Modal, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useRegistry } from '#renderer/commands/registry.ts';
import { dialogs, useDialogs } from '#renderer/state/dialogs.ts';
import { resetKeys, useKeymap } from '#renderer/state/keymap.ts';
import { KeyRow } from './key-row.tsx';
import classes from './keys.module.css';

/** All commands of the page with their keys, the page's own first; a key is changed by pressing another. */
export function KeysDialog() {
  const opened = useDialogs((state) => state.open === 'keys');
  const [boundId, setBoundId] = useState<string | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={dialogs.close}
      title="Keys of this page"
      size={980}
      // While a key is awaited, Escape ends the waiting, not the dialog.
      closeOnEscape={boundId === null}
    >
      <KeyList boundId={boundId} onBind={setBoundId} />
    </Modal>
  );
}

function KeyList({
  boundId,
  onBind,
}: {
  readonly boundId: string | null;
  readonly onBind: (commandId: string | null) => void;
}) {
  const groups = useRegistry((state) => state.groups);
  const { changes, failure } = useKeymap();
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/);
  const isFound = (label: string) => words.every((word) => label.toLowerCase().includes(word));
  return (
    <>
      <Group gap="xs" mb="sm">
        <TextInput
          data-autofocus
          aria-label="Find a command"
          placeholder="Part of a command"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed" flex={1}>
          Choose a key, then press the one you want instead. Changes are kept on this machine.
        </Text>
        <Button
          variant="default"
          disabled={Object.keys(changes).length === 0}
          onClick={() => void resetKeys()}
        >
          All usual keys
        </Button>
      </Group>
      {failure !== null && (
        <Text size="sm" c="red" role="alert" mb="xs">
          {failure}
        </Text>
      )}
      {[...groups].reverse().map((group) => {
        const found = group.commands.filter((command) => isFound(command.label));
        if (found.length === 0) return null;
        return (
          <section key={group.name} aria-label={group.name}>
            <Title order={5} mb={6}>
              {group.name}
            </Title>
            <div className={classes['keys']}>
              {found.map((command) => (
                <KeyRow
                  key={command.id}
                  command={command}
                  groups={groups}
                  isBinding={boundId === command.id}
                  onBind={onBind}
                />
              ))}
            </div>
          </section>
        );
      })}
    </>
  );
}
