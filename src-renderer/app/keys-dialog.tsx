import { Group, Kbd, Modal, Title } from '@mantine/core';
import { chordInWords } from '#renderer/commands/chords.ts';
import { useRegistry } from '#renderer/commands/registry.ts';
import { dialogs, useDialogs } from '#renderer/state/dialogs.ts';
import classes from './workbench.module.css';

/** All keys of the page, the page's own first. */
export function KeysDialog() {
  const opened = useDialogs((state) => state.open === 'keys');
  const groups = useRegistry((state) => state.groups);
  return (
    <Modal opened={opened} onClose={dialogs.close} title="Keys of this page" size={940}>
      {[...groups].reverse().map((group) => (
        <section key={group.name}>
          <Title order={5} mb={6}>
            {group.name}
          </Title>
          <div className={classes['keys']}>
            {group.commands
              .filter((command) => command.keys.length > 0)
              .map((command) => (
                <div key={command.id} className={classes['keyRow']}>
                  <span>{command.label}</span>
                  <Chord chord={command.keys[0] ?? ''} />
                </div>
              ))}
          </div>
        </section>
      ))}
    </Modal>
  );
}

export function Chord({ chord }: { readonly chord: string }) {
  return (
    <Group gap={3} wrap="nowrap" component="span">
      {chordInWords(chord).map((part) => (
        <Kbd key={part} size="xs">
          {part}
        </Kbd>
      ))}
    </Group>
  );
}
