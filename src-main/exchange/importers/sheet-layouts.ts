import type { SheetColumns } from './sheet-columns.ts';
import type { SheetRow } from './sheet-rows.ts';
import { foldHeader } from './tables/columns.ts';

/** A sheet as a data set publishes it. */
export interface SheetLayout {
  readonly name: string;
  readonly dataset: string;
  /** Rows are parts of recordings: the onset is part of a clip's name. */
  readonly areParts: boolean;
  /** It has no apex: the frame midway from onset to offset stands in, and is marked as estimated. */
  readonly lacksApex: boolean;
}

/** By what a layout is told from the others. */
interface Signature extends SheetLayout {
  readonly headers: readonly string[];
  readonly absent: readonly string[];
  /** What its clips are called. */
  readonly clip: RegExp;
}

const ordinary = { areParts: false, lacksApex: false, absent: [], clip: /./ };
const LAYOUTS: readonly Signature[] = [
  {
    ...ordinary,
    name: 'SAMM',
    dataset: 'samm',
    headers: ['Onset Frame', 'Apex Frame', 'Offset Frame', 'Estimated Emotion'],
    clip: /^\d{3}_\d+_\d+$/,
  },
  {
    ...ordinary,
    name: 'CASME II',
    dataset: 'casme2',
    headers: ['OnsetFrame', 'ApexFrame', 'OffsetFrame', 'Action Units', 'Estimated Emotion'],
    clip: /^EP\d+_\d+[a-z]?$/i,
  },
  {
    ...ordinary,
    name: 'CAS(ME)^3',
    dataset: 'casme3',
    headers: ['Onset', 'Apex', 'Offset', 'AU', 'Objective class', 'emotion'],
    areParts: true,
  },
  {
    ...ordinary,
    name: 'DFME',
    dataset: 'dfme',
    headers: ['OnsetFrame', 'ApexFrame', 'OffsetFrame', 'Emotion', 'EmotionId', 'Fps'],
  },
  {
    ...ordinary,
    name: 'SMIC',
    dataset: 'smic',
    headers: ['onset_frame', 'offset_frame', 'label'],
    absent: ['Apex', 'Apex Frame', 'ApexF'],
    clip: /^s\d+_[a-z]+_\d+$/i,
    lacksApex: true,
  },
  {
    ...ordinary,
    name: 'CASME',
    dataset: 'casme',
    headers: ['OnsetF', 'ApexF1', 'OffsetF'],
    clip: /^EP\d+_\d+[a-z]?$/i,
  },
];

/** Of a sheet's clips; a slip of the pen in a few makes no other data set. */
const SHARE_OF_CLIPS = 0.8;

/** The data set's layout that a sheet has, by its headers and by how its clips are called; null where it is none known. */
export function recogniseLayout(columns: SheetColumns, rows: readonly SheetRow[]): SheetLayout | null {
  const headers = new Set(columns.allHeaders.map(foldHeader));
  const has = (header: string) => headers.has(foldHeader(header));
  const fits = (layout: Signature) =>
    layout.headers.every(has) &&
    !layout.absent.some(has) &&
    rows.length > 0 &&
    rows.filter(({ clip }) => layout.clip.test(clip)).length >= rows.length * SHARE_OF_CLIPS;
  return LAYOUTS.find(fits) ?? null;
}
