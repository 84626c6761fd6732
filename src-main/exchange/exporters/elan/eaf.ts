import { escapeXml } from '../xml-text.ts';

/** One annotation on its way into an .eaf. */
export interface EafEntry {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: string;
}
export interface EafTierEntry {
  readonly id: string;
  readonly type: string;
  readonly annotator: string;
  readonly participant: string;
  readonly entries: readonly EafEntry[];
}
export interface EafContent {
  /** ISO 8601. */
  readonly date: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly tiers: readonly EafTierEntry[];
}

/** A document in ELAN's format 3.0 (EAFv3.0.xsd). What XML cannot hold stands as U+FFFD. */
export function formatEaf({ date, properties, tiers }: EafContent): string {
  const numbered = numberEntries(tiers);
  const slots = numbered.flatMap(({ entries }) => entries.flatMap(slotsOf)).sort((a, b) => a.ms - b.ms);
  const slotIds = new Map(slots.map(({ end }, index) => [end, `ts${index + 1}`]));
  const types = new Set(tiers.map(({ type }) => type));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    open('ANNOTATION_DOCUMENT', {
      AUTHOR: 'Onset',
      DATE: date,
      FORMAT: '3.0',
      VERSION: '3.0',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:noNamespaceSchemaLocation': 'http://www.mpi.nl/tools/elan/EAFv3.0.xsd',
    }),
    open('HEADER', { MEDIA_FILE: '', TIME_UNITS: 'milliseconds' }),
    ...Object.entries({ ...properties, lastUsedAnnotationId: String(slots.length / 2) }).map(
      ([name, value]) => open('PROPERTY', { NAME: name }) + escapeXml(value) + close('PROPERTY'),
    ),
    close('HEADER'),
    open('TIME_ORDER', {}),
    ...slots.map(({ end, ms }) =>
      empty('TIME_SLOT', { TIME_SLOT_ID: slotIds.get(end) ?? '', TIME_VALUE: String(ms) }),
    ),
    close('TIME_ORDER'),
    ...numbered.flatMap((tier) => tierLines(tier, slotIds)),
    ...[...types].map((type) =>
      empty('LINGUISTIC_TYPE', {
        ...{ GRAPHIC_REFERENCES: 'false', LINGUISTIC_TYPE_ID: type, TIME_ALIGNABLE: 'true' },
      }),
    ),
    close('ANNOTATION_DOCUMENT'),
  ];
  return `${lines.join('\n')}\n`;
}

interface NumberedEntry extends EafEntry {
  readonly id: string;
}
interface NumberedTier extends EafTierEntry {
  readonly entries: readonly NumberedEntry[];
}

function numberEntries(tiers: readonly EafTierEntry[]): NumberedTier[] {
  let count = 0;
  return tiers.map((tier) => ({
    ...tier,
    entries: tier.entries.map((entry) => ({ ...entry, id: `a${++count}` })),
  }));
}

/** Where an annotation begins and ends; each has slots of its own, which ELAN wants in order of their times. */
function slotsOf({ id, startMs, endMs }: NumberedEntry) {
  return [
    { end: `${id} start`, ms: startMs },
    { end: `${id} end`, ms: endMs },
  ];
}

function tierLines(
  { id: name, type, annotator, participant, entries }: NumberedTier,
  slotIds: ReadonlyMap<string, string>,
): string[] {
  const names = { ANNOTATOR: annotator, LINGUISTIC_TYPE_REF: type, PARTICIPANT: participant, TIER_ID: name };
  const annotations = entries.flatMap(({ id, value }) => {
    const from = slotIds.get(`${id} start`) ?? '';
    const to = slotIds.get(`${id} end`) ?? '';
    const attributes = { ANNOTATION_ID: id, TIME_SLOT_REF1: from, TIME_SLOT_REF2: to };
    return [
      open('ANNOTATION', {}) + open('ALIGNABLE_ANNOTATION', attributes),
      open('ANNOTATION_VALUE', {}) + escapeXml(value) + close('ANNOTATION_VALUE'),
      close('ALIGNABLE_ANNOTATION') + close('ANNOTATION'),
    ];
  });
  return [open('TIER', names), ...annotations, close('TIER')];
}

type Attributes = Readonly<Record<string, string>>;

function open(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${written.join('')}>`;
}

const empty = (name: string, attributes: Attributes) => open(name, attributes).replace(/>$/, '/>');
const close = (name: string) => `</${name}>`;
