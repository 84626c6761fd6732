import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { addEmotion } from '#renderer/state/labels.ts';

/** Adds a class to the project's scheme; it gets a letter of its own. */
export function AddEmotion({ disabled }: { readonly disabled: boolean }) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    try {
      await addEmotion(name);
      setOpened(false);
      setName('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="left-start" trapFocus>
      <Popover.Target>
        <Tooltip label="Add an emotion">
          <ActionIcon
            size="sm"
            aria-label="Add an emotion"
            disabled={disabled}
            onClick={() => setOpened(!opened)}
          >
            <IconPlus size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <TextInput
            label="New emotion"
            data-autofocus
            value={name}
            error={problem}
            maxLength={40}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setProblem(null);
            }}
          />
          <Button type="submit" mt="xs" disabled={name.trim() === ''}>
            Add
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
