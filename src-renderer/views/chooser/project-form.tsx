import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { browseFor } from '#renderer/state/paths.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';

/** A project folder and what to do with it; what went wrong stands under the path. */
export function ProjectForm({
  about,
  pathKind,
  initialDir,
  submitLabel,
  onSubmit,
}: {
  readonly about: string;
  readonly pathKind: 'folder' | 'new-folder';
  readonly initialDir: string;
  readonly submitLabel: string;
  readonly onSubmit: (dir: string) => Promise<void>;
}) {
  const [dir, setDir] = useState(initialDir);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async () => {
    setIsBusy(true);
    setProblem(null);
    try {
      await onSubmit(dir.trim());
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{about}</Text>
        <PathField
          label="Project folder"
          value={dir}
          error={problem}
          onBrowse={browseFor(pathKind)}
          onChange={(path) => {
            setDir(path);
            setProblem(null);
          }}
        />
        <Button type="submit" w="fit-content" loading={isBusy} disabled={dir.trim() === ''}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
