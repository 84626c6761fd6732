import { Badge, Button, Group, Text } from '@mantine/core';
import { IconArrowLeft, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useFilteredClipIds } from '#renderer/state/library-clips.ts';
import { useNavigation } from '#renderer/state/navigation.ts';
import { resumeRun } from '#renderer/state/runs.ts';
import { useSession } from '#renderer/state/session.ts';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunDetail, RunStatus } from '#shared/domain/run.ts';
import { replacedWords } from '../form/replaced-words.ts';
import { StatusBadge } from '../status-badge.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { SuggestDialog } from './suggest-dialog.tsx';

/** The run's name and status, and what can be done with it. */
export function RunHead({ run, status }: { readonly run: RunDetail; readonly status: RunStatus }) {
  const go = useNavigation.getState().go;
  const [dialog, setDialog] = useState<'export' | 'suggest' | null>(null);
  const filtered = useFilteredClipIds();
  const isDone = status === 'done';
  const close = () => setDialog(null);
  return (
    <Group gap="xs">
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        onClick={() => go({ view: 'train', runId: null })}
      >
        All runs
      </Button>
      <Text fw={600}>{run.id}</Text>
      <StatusBadge status={status} />
      {run.staleClipCount > 0 && <Badge color="yellow">stale</Badge>}
      {!run.subjectIndependent && (
        <Badge color="orange" variant="light">
          not subject-independent
        </Badge>
      )}
      <Group ml="auto" gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            const { replace, setNotice } = useSpecDraft.getState();
            replace(run.spec, useSession.getState().rater?.name ?? null);
            const what = `the spec of ${run.id}`;
            setNotice({ isTaken: true, words: replacedWords(what, run.spec.clipIds, filtered) });
            go({ view: 'train', runId: null });
          }}
        >
          Use this spec again
        </Button>
        <Button variant="default" size="compact-sm" disabled={!isDone} onClick={() => setDialog('suggest')}>
          Suggest labels…
        </Button>
        <Button variant="default" size="compact-sm" disabled={!isDone} onClick={() => setDialog('export')}>
          Export…
        </Button>
        <Button size="compact-sm" disabled={!isDone} onClick={() => go({ view: 'review', runId: run.id })}>
          Review
        </Button>
      </Group>
      <ExportDialog runId={run.id} opened={dialog === 'export'} onClose={close} />
      <SuggestDialog run={run} opened={dialog === 'suggest'} onClose={close} />
    </Group>
  );
}

/** Goes on with a run that ended before its end; says why where it cannot. */
export function ResumeButton({ runId }: { readonly runId: RunId }) {
  const resume = useMutation({ mutationFn: () => resumeRun(runId) });
  return (
    <Group gap="xs" wrap="nowrap">
      {resume.isError && (
        <Text size="xs" c="red" role="alert">
          {resume.error.message}
        </Text>
      )}
      <Button
        size="compact-sm"
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        loading={resume.isPending}
        onClick={() => resume.mutate()}
      >
        Resume
      </Button>
    </Group>
  );
}
