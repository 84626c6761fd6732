import { OnsetError } from '#shared/base/errors.ts';
import type { ImportRequest } from '#shared/domain/import.ts';
import { type ColumnNames, type FoundColumns, missingColumns, seekColumns } from './tables/columns.ts';
import type { Table } from './tables/table.ts';

const SHEET_FIELDS = [
  'subject',
  'clip',
  'onset',
  'apex',
  'offset',
  'emotion',
  'actionUnits',
  'fps',
  'dataset',
  'note',
] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];

/** CASME, CASME II, CAS(ME)^3, SAMM, SMIC and DFME, by their own headers. */
const SHEET_COLUMNS: ColumnNames<SheetField> = {
  subject: ['Subject', 'Subject ID', 'Subject No', 'Sub', 'Participant'],
  clip: ['Filename', 'File', 'Clip', 'Clip Name', 'Video', 'Video Name', 'Sequence'],
  onset: ['OnsetFrame', 'Onset', 'OnsetF', 'Onset Frame Number'],
  apex: ['ApexFrame', 'Apex', 'ApexF', 'ApexF1', 'Apex Frame Number'],
  offset: ['OffsetFrame', 'Offset', 'OffsetF', 'Offset Frame Number'],
  emotion: ['Estimated Emotion', 'Emotion', 'Emotions', 'Label'],
  actionUnits: ['Action Units', 'Action Unit', 'AU', 'AUs'],
  fps: ['Fps', 'Frame Rate'],
  dataset: ['Dataset', 'Database', 'Data'],
  note: ['Notes', 'Note', 'Comments', 'Comment', 'Remarks'],
};
/** SMIC has no apex, many sheets no action units, nearly all no frame rate. */
const REQUIRED: readonly SheetField[] = ['subject', 'clip', 'onset', 'offset', 'emotion'];
/** Of a sheet whose columns are named by hand. */
const REQUIRED_BY_HAND: readonly SheetField[] = ['subject', 'clip'];

const ATTRIBUTE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  age: ['Age', 'Age (years)', 'Age in years'],
  gender: ['Gender', 'Sex'],
  ethnicity: ['Ethnicity', 'Race'],
};

export interface SheetColumns extends FoundColumns<SheetField> {
  /** Column of each attribute of subjects, by the attribute's name. */
  readonly attributes: ReadonlyMap<string, NonNullable<ReturnType<FoundColumns<SheetField>['find']>>>;
  /** In words, where `missing` holds any. */
  problem(file: string): OnsetError;
}

/** The columns of a sheet, those that `request` names before those that are known. Throws OnsetError `bad-input`. */
export function findSheetColumns(
  table: Table,
  request: Pick<ImportRequest, 'columns' | 'attributes'>,
): SheetColumns {
  const given = Object.entries(request.columns).map(([name, header]) => [fieldOf(name), [header]] as const);
  const names: ColumnNames<SheetField> = { ...SHEET_COLUMNS, ...Object.fromEntries(given) };
  const required = given.length > 0 ? REQUIRED_BY_HAND : REQUIRED;
  const all = new Set([...required, ...given.map(([field]) => field)]);
  const columns = seekColumns(table, names, [...all]);
  const attributes = new Map<string, NonNullable<ReturnType<typeof columns.find>>>();
  for (const [name, headers] of Object.entries(ATTRIBUTE_COLUMNS)) {
    const found = columns.find(headers);
    if (found !== null) attributes.set(name, found);
  }
  for (const [name, header] of Object.entries(request.attributes)) {
    const found = columns.find([header]);
    if (found === null)
      throw new OnsetError(
        'bad-input',
        `There is no column "${header}" for ${name}. The columns are: ${columns.allHeaders.join(', ') || 'none'}.`,
      );
    attributes.set(name.toLowerCase(), found);
  }
  return { ...columns, attributes, problem: (file) => missingColumns(columns, names, file) };
}

function fieldOf(name: string): SheetField {
  const field = SHEET_FIELDS.find((one) => one === name);
  if (field !== undefined) return field;
  throw new OnsetError(
    'bad-input',
    `${name} is no field of a coding sheet. The fields are: ${SHEET_FIELDS.join(', ')}.`,
  );
}
