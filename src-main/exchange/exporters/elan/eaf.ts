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
  const entries = tiers.flatMap((tier) => tier.entries);
  const slots = orderSlots(entries);
  const numberOf = new Map(entries.map((entry, index) => [entry, index + 1]));
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
    ...Object.entries({ ...properties, lastUsedAnnotationId: String(entries.length) }).map(
      ([name, value]) => open('PROPERTY', { NAME: name }) + escapeXml(value) + close('PROPERTY'),
    ),
    close('HEADER'),
    open('TIME_ORDER', {}),
    ...slots.map(({ ms }, index) => empty('TIME_SLOT', { TIME_SLOT_ID: slotId(index), TIME_VALUE: `${ms}` })),
    close('TIME_ORDER'),
  ];
  const slotOf = new Map(slots.map(({ entry, side }, index) => [`${numberOf.get(entry)} ${side}`, index]));
  for (const { id, type, annotator, participant, entries: own } of tiers) {
    const names = { ANNOTATOR: annotator, LINGUISTIC_TYPE_REF: type, PARTICIPANT: participant, TIER_ID: id };
    lines.push(open('TIER', names));
    for (const entry of own) {
      const number = numberOf.get(entry) ?? 0;
      const at = (side: Side) => slotId(slotOf.get(`${number} ${side}`) ?? 0);
      const times = { TIME_SLOT_REF1: at('start'), TIME_SLOT_REF2: at('end') };
      lines.push(
        open('ANNOTATION', {}) + open('ALIGNABLE_ANNOTATION', { ANNOTATION_ID: `a${number}`, ...times }),
        open('ANNOTATION_VALUE', {}) + escapeXml(entry.value) + close('ANNOTATION_VALUE'),
        close('ALIGNABLE_ANNOTATION') + close('ANNOTATION'),
      );
    }
    lines.push(close('TIER'));
  }
  const types = new Set(tiers.map(({ type }) => type));
  for (const type of types)
    lines.push(
      empty('LINGUISTIC_TYPE', {
        ...{ GRAPHIC_REFERENCES: 'false', LINGUISTIC_TYPE_ID: type, TIME_ALIGNABLE: 'true' },
      }),
    );
  return `${[...lines, close('ANNOTATION_DOCUMENT')].join('\n')}\n`;
}

type Side = 'start' | 'end';

/** Slots stand in order of their times, two for each annotation. */
function orderSlots(entries: readonly EafEntry[]) {
  const slots = entries.flatMap((entry): { entry: EafEntry; side: Side; ms: number }[] => [
    { entry, side: 'start', ms: entry.startMs },
    { entry, side: 'end', ms: entry.endMs },
  ]);
  return slots.sort((a, b) => a.ms - b.ms);
}

const slotId = (index: number) => `ts${index + 1}`;

type Attributes = Readonly<Record<string, string>>;

function open(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${written.join('')}>`;
}

const empty = (name: string, attributes: Attributes) => open(name, attributes).replace(/>$/, '/>');
const close = (name: string) => `</${name}>`;
