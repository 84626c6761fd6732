import { Alert, Button, FileButton, Text } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { useFilteredClipIds } from '#renderer/state/library-clips.ts';
import { useSession } from '#renderer/state/session.ts';
import { specIssues, useSpecDraft } from '#renderer/state/spec-draft.ts';
import { specFromText, specText } from '#renderer/state/spec-file.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import classes from './form.module.css';
import { useCompleteSpec } from './plan.ts';
import { replacedWords } from './replaced-words.ts';

/** The form's spec goes to a JSON file, and comes back from one. */
export function SpecFile() {
  const spec = useCompleteSpec();
  const filtered = useFilteredClipIds();
  const { notice, setNotice } = useSpecDraft();
  const reset = useRef<() => void>(null);
  const load = async (file: File | null) => {
    if (file === null) return;
    await loadFile(file, filtered);
    // Else the same file, mended, could not be chosen again.
    reset.current?.();
  };
  return (
    <>
      <div className={classes['file']}>
        <Text size="sm" fw={600} mr="auto">
          Spec
        </Text>
        <FileButton resetRef={reset} accept="application/json,.json" onChange={(file) => void load(file)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={14} aria-hidden />}>
              Load spec
            </Button>
          )}
        </FileButton>
        <SaveButton spec={spec} />
      </div>
      {notice !== null && (
        <Alert
          color={notice.isTaken ? 'teal' : 'red'}
          variant="light"
          p="xs"
          radius={0}
          role="status"
          withCloseButton
          closeButtonLabel="Hide"
          onClose={() => setNotice(null)}
        >
          {notice.words}
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

async function loadFile(file: File, filtered: readonly number[] | null): Promise<void> {
  const { replace, setNotice } = useSpecDraft.getState();
  const read = await readSpec(file);
  if ('problem' in read)
    return setNotice({ isTaken: false, words: `${file.name} was not loaded: ${read.problem}` });
  replace(read.spec, useSession.getState().rater?.name ?? null);
  setNotice({ isTaken: true, words: replacedWords(file.name, read.spec.clipIds, filtered) });
}

async function readSpec(file: File): Promise<ReturnType<typeof specFromText>> {
  try {
    return specFromText(await file.text());
  } catch (error) {
    return { problem: `it could not be read (${error instanceof Error ? error.message : String(error)}).` };
  }
}
