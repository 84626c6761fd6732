import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { browseFor } from '#renderer/state/paths.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';
import { type ImportKind, importKind } from '#shared/domain/import.ts';
import { type DraftField, type DraftProblems, FIELDS_OF, type ImportDraft } from './draft.ts';

const KINDS: Readonly<
  Record<ImportKind, { readonly label: string; readonly source: string; readonly isFile: boolean }>
> = {
  'folder-per-class': { label: 'A folder per emotion', source: 'Folder', isFile: false },
  sequences: { label: 'Image sequences, a folder per clip', source: 'Folder', isFile: false },
  videos: { label: 'Videos, a clip each', source: 'Folder', isFile: false },
  'coding-sheet': {
    label: 'A coding sheet (xlsx or csv) with its frames or videos',
    source: 'Sheet',
    isFile: true,
  },
  intensities: { label: 'A table of intensities (csv)', source: 'Table', isFile: true },
  megc: { label: 'The list of clips of MEGC 2019 (csv)', source: 'List', isFile: true },
  fer2013: { label: 'FER2013 (csv)', source: 'Table', isFile: true },
  'onset-labels': { label: 'Labels that Onset exported (csv or json)', source: 'File', isFile: true },
  elan: { label: 'Annotations of ELAN (eaf, a file per clip)', source: 'Folder', isFile: false },
  nova: { label: 'Annotations of NOVA, a folder per clip', source: 'Folder', isFile: false },
  openface: { label: 'Action units by OpenFace (csv, a file per clip)', source: 'Folder', isFile: false },
};

const WITHOUT_PATTERN: Partial<Record<ImportKind, string>> = {
  'folder-per-class': 'Without one, each file is a clip of one frame without a subject.',
  sequences: 'Without one, each folder of images is a clip without a subject, named by its path.',
  videos: 'Without one, each video is a clip without a subject, named by its path.',
};

const FPS_HELP: Partial<Record<ImportKind, string>> = {
  videos: 'Of the recording. Empty: frames have the times that the videos say; a rate replaces these.',
};

/** The fields of one kind of import, each with what it means. */
export function ImportFields({
  draft,
  problems,
  disabled,
  onChange,
}: {
  readonly draft: ImportDraft;
  readonly problems: DraftProblems;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<ImportDraft>) => void;
}) {
  const kind = KINDS[draft.kind];
  const has = (field: DraftField) => FIELDS_OF[draft.kind].includes(field);
  const bind = (field: DraftField) => ({
    value: draft[field],
    error: problems[field] ?? null,
    disabled,
    spellCheck: false,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ [field]: event.currentTarget.value }),
  });
  return (
    <>
      <NativeSelect
        label="What to import"
        data={importKind.options.map((value) => ({ value, label: KINDS[value].label }))}
        value={draft.kind}
        disabled={disabled}
        onChange={(event) => onChange({ kind: importKind.parse(event.currentTarget.value) })}
      />
      <PathField
        label={kind.source}
        value={draft.source}
        error={problems.source ?? null}
        disabled={disabled}
        placeholder={kind.isFile ? '/data/study/coding.xlsx' : '/data/study'}
        onBrowse={browseFor(kind.isFile ? 'file' : 'folder')}
        onChange={(source) => onChange({ source })}
      />
      {has('mediaRoot') && (
        <PathField
          label="Folder of the frames"
          description="Leave empty where there are none: the clips are kept and marked."
          value={draft.mediaRoot}
          disabled={disabled}
          onBrowse={browseFor('folder')}
          onChange={(mediaRoot) => onChange({ mediaRoot })}
        />
      )}
      {has('layout') && (
        <TextInput
          label="Layout of the frames"
          description="A path below that folder with fields. Empty: the usual ones are tried. It may lead to videos, such as sub{subject}/{clip}.avi@1 where the sheet counts their frames from 1."
          placeholder="sub{subject}/{clip}/img{frame}.jpg"
          {...bind('layout')}
        />
      )}
      {has('pattern') && (
        <TextInput
          label="Pattern of the file names"
          description={`Named groups subject, clip, frame. ${WITHOUT_PATTERN[draft.kind] ?? ''}`}
          placeholder="(?<subject>S\d+)_(?<clip>\d+)_(?<frame>\d+)"
          {...bind('pattern')}
        />
      )}
      {has('fps') && (
        <TextInput
          label="Frames per second"
          description={FPS_HELP[draft.kind] ?? 'Of the recording. Never guessed: empty where unknown.'}
          placeholder="unknown"
          inputMode="decimal"
          {...bind('fps')}
        />
      )}
      {has('dataset') && (
        <TextInput
          label="Data set"
          description="Tells its clips and subjects from others of the same name. Empty: the one its layout is known by."
          placeholder="casme2"
          {...bind('dataset')}
        />
      )}
      {has('columns') && (
        <Textarea
          label="Columns"
          description="Field = header, where a sheet's own headers are not known: subject, clip, onset, apex, offset, emotion, actionUnits, fps, dataset, note."
          placeholder="emotion = Felt emotion"
          rows={2}
          {...bind('columns')}
        />
      )}
      {has('splits') && (
        <Textarea
          label="Given splits"
          description="A folder directly below, and train or test."
          placeholder={'train1 = train\ntest = test'}
          rows={2}
          {...bind('splits')}
        />
      )}
      {has('aliases') && (
        <Textarea
          label="Spellings"
          description="As written = as kept. The usual ones (happy = happiness, angry = anger …) are known."
          placeholder="joyful = happiness"
          rows={2}
          {...bind('aliases')}
        />
      )}
    </>
  );
}
