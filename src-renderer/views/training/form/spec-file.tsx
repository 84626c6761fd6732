import { Alert, Button, FileButton, Text } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { specIssues, useSpecDraft } from '#renderer/state/spec-draft.ts';
import { specFromText, specText } from '#renderer/state/spec-file.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import classes from './form.module.css';
import { useCompleteSpec } from './plan.ts';

type Outcome = { readonly isRead: boolean; readonly words: string };

/** The form's spec goes to a JSON file, and comes back from one. */
export function SpecFile() {
  const spec = useCompleteSpec();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const load = async (file: File | null) => {
    if (file !== null) setOutcome(await loadInto(file));
  };
  return (
    <>
      <div className={classes['file']}>
        <Text size="sm" fw={600} mr="auto">
          Spec
        </Text>
        <FileButton accept="application/json,.json" onChange={(file) => void load(file)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={14} aria-hidden />}>
              Load spec
            </Button>
          )}
        </FileButton>
        <SaveButton spec={spec} />
      </div>
      {outcome !== null && (
        <Alert
          color={outcome.isRead ? 'teal' : 'red'}
          variant="light"
          p="xs"
          radius={0}
          role="status"
          withCloseButton
          closeButtonLabel="Hide"
          onClose={() => setOutcome(null)}
        >
          {outcome.words}
        </Alert>
      )}
    </>
  );
}

/** A link to the file itself; nothing to save while a field is wrong. */
function SaveButton({ spec }: { readonly spec: RunSpec }) {
  const look = { variant: 'default', leftSection: <IconDownload size={14} aria-hidden /> } as const;
  if (specIssues(spec).size > 0)
    return (
      <Button {...look} disabled>
        Save spec as JSON
      </Button>
    );
  return (
    <Button
      {...look}
      component="a"
      download={`spec-${spec.task}.json`}
      href={`data:application/json;charset=utf-8,${encodeURIComponent(specText(spec))}`}
    >
      Save spec as JSON
    </Button>
  );
}

async function loadInto(file: File): Promise<Outcome> {
  const read = specFromText(await file.text());
  if ('problem' in read) return { isRead: false, words: `${file.name} was not loaded: ${read.problem}` };
  useSpecDraft.getState().replace(read.spec);
  const clips =
    read.spec.clipIds === null
      ? ''
      : " It names clips of its own: the library's filter decides here instead.";
  return { isRead: true, words: `The form holds ${file.name}.${clips}` };
}
