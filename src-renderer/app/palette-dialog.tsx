import { Modal, ScrollArea, TextInput, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { keysOf } from '#renderer/commands/bindings.ts';
import type { Command } from '#renderer/commands/command.ts';
import { useRegistry } from '#renderer/commands/registry.ts';
import { dialogs, useDialogs } from '#renderer/state/dialogs.ts';
import { useKeymap } from '#renderer/state/keymap.ts';
import { Chord } from './chord.tsx';
import classes from './workbench.module.css';

/** Every command of the page with its key, found by typing part of its name; those that cannot be performed now come last. */
export function PaletteDialog() {
  const opened = useDialogs((state) => state.open === 'palette');
  return (
    <Modal opened={opened} onClose={dialogs.close} title="Commands" size="md">
      <PaletteList />
    </Modal>
  );
}

function PaletteList() {
  const groups = useRegistry((state) => state.groups);
  const changes = useKeymap((state) => state.changes);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const words = text.toLowerCase().split(/\s+/);
  const found = [...groups]
    .reverse()
    .flatMap((group) => group.commands)
    .filter((one) => words.every((word) => one.label.toLowerCase().includes(word)))
    .map((command) => ({ command, isEnabled: command.isEnabled(), key: keysOf(command, changes)[0] }))
    .sort((a, b) => Number(b.isEnabled) - Number(a.isEnabled));
  const chosen = Math.min(at, found.length - 1);
  const perform = (command: Command | undefined) => {
    if (command === undefined || !command.isEnabled()) return;
    dialogs.close();
    command.perform(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, chosen + by)));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      perform(found[chosen]?.command);
    }
  };
  return (
    <>
      <TextInput
        data-autofocus
        aria-label="Find a command"
        placeholder="Type part of a command"
        value={text}
        role="combobox"
        aria-expanded
        aria-controls="palette-options"
        aria-activedescendant={found[chosen] === undefined ? undefined : `palette-${chosen}`}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
      />
      <ScrollArea h={320} mt="xs">
        <div id="palette-options" role="listbox" aria-label="Commands">
          {found.map(({ command, isEnabled, key }, index) => (
            <UnstyledButton
              key={command.id}
              id={`palette-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              aria-disabled={!isEnabled}
              className={classes['option']}
              onClick={() => perform(command)}
            >
              {command.icon === undefined ? <span style={{ width: 16 }} /> : <command.icon size={16} />}
              <span className={classes['optionLabel']}>{command.label}</span>
              {key !== undefined && <Chord chord={key} />}
            </UnstyledButton>
          ))}
        </div>
      </ScrollArea>
    </>
  );
}
