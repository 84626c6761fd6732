import { OnsetError } from '#shared/base/errors.ts';
import { readXml } from '../xml.ts';

export interface EafAnnotation {
  readonly id: string;
  /** Null where it has no time of its own. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly value: string;
}
export interface EafTier {
  readonly id: string;
  /** '' where it says nothing. */
  readonly annotator: string;
  readonly type: string;
  readonly hasParent: boolean;
  readonly annotations: readonly EafAnnotation[];
}
export interface EafDocument {
  readonly properties: ReadonlyMap<string, string>;
  /** The files it speaks of, as it names them. */
  readonly media: readonly string[];
  readonly tiers: readonly EafTier[];
  /** What stands in it and is not read, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * An .eaf, whatever program wrote it. Nothing it points to is opened, and no entity of its own is ever expanded. Throws
 * OnsetError `bad-input` where it is no whole XML, no document of ELAN, or has other times than milliseconds.
 */
export async function readEaf(bytes: Uint8Array, name: string): Promise<EafDocument> {
  const collector = createCollector();
  try {
    await readXml(asUtf8(bytes), collector);
  } catch (error) {
    const message = `${name} cannot be read: it is no whole XML document, or was cut off.`;
    throw new OnsetError('bad-input', message, { cause: error });
  }
  const { root, units, origins } = collector.head;
  if (root !== 'ANNOTATION_DOCUMENT')
    throw new OnsetError('bad-input', `${name} is no document of ELAN: it begins with ${root.slice(0, 40)}.`);
  if (units !== 'milliseconds')
    throw new OnsetError(
      'bad-input',
      `${name} has its times in "${units.slice(0, 40)}", not in milliseconds.`,
    );
  if (origins.some((origin) => Number(origin) !== 0))
    throw new OnsetError(
      'bad-input',
      `${name} shifts its media by an offset (TIME_ORIGIN): which frames its times mean cannot be told.`,
    );
  return collector.finish();
}

async function* asUtf8(bytes: Uint8Array): AsyncGenerator<Buffer> {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encoding = first === 0xff ? 'utf-16le' : 'utf-16be';
  yield isUtf16 ? Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes)) : Buffer.from(bytes);
}

type Attributes = Readonly<Record<string, string>>;

/** An annotation as it stands, its times not looked up yet. */
interface RawAnnotation {
  readonly attributes: Attributes;
  value: string;
}
interface RawTier {
  readonly attributes: Attributes;
  readonly annotations: RawAnnotation[];
}

function createCollector() {
  const head = { root: '', units: 'milliseconds', origins: [] as string[] };
  const properties = new Map<string, string>();
  const media: string[] = [];
  const times = new Map<string, number>();
  const tiers: RawTier[] = [];
  const problems: string[] = [];
  let property: string | null = null;
  let tier: RawTier | null = null;
  let annotation: RawAnnotation | null = null;
  let value: string | null = null;

  const start: Readonly<Record<string, (attributes: Attributes) => void>> = {
    HEADER: (attributes) => {
      head.units = attributes['TIME_UNITS'] ?? head.units;
      if (attributes['MEDIA_FILE']) media.push(attributes['MEDIA_FILE']);
    },
    MEDIA_DESCRIPTOR: (attributes) => {
      for (const key of ['MEDIA_URL', 'RELATIVE_MEDIA_URL'])
        if (attributes[key] !== undefined) media.push(attributes[key]);
      if (attributes['TIME_ORIGIN'] !== undefined) head.origins.push(attributes['TIME_ORIGIN']);
    },
    PROPERTY: (attributes) => {
      property = attributes['NAME'] ?? '';
      value = '';
    },
    TIME_SLOT: ({ TIME_SLOT_ID: id = '', TIME_VALUE: ms }) => {
      if (ms === undefined) return;
      if (!/^\d{1,12}$/.test(ms)) problems.push(`the time "${short(ms)}" of ${short(id)} is no number`);
      else if (times.has(id)) problems.push(`two times are called ${short(id)}: the first is taken`);
      else times.set(id, Number(ms));
    },
    TIER: (attributes) => {
      tier = { attributes, annotations: [] };
      tiers.push(tier);
    },
    ALIGNABLE_ANNOTATION: startAnnotation,
    REF_ANNOTATION: startAnnotation,
    ANNOTATION_VALUE: () => {
      value = '';
    },
  };
  function startAnnotation(attributes: Attributes): void {
    annotation = { attributes, value: '' };
    if (tier === null) problems.push('an annotation stands outside of any tier: it is not read');
    else tier.annotations.push(annotation);
  }
  const end: Readonly<Record<string, () => void>> = {
    PROPERTY: () => {
      if (property !== null && value !== null) properties.set(property, value);
      property = null;
      value = null;
    },
    ANNOTATION_VALUE: () => {
      if (annotation !== null && value !== null) annotation.value = value;
      value = null;
    },
    ALIGNABLE_ANNOTATION: () => {
      annotation = null;
    },
    REF_ANNOTATION: () => {
      annotation = null;
    },
    TIER: () => {
      tier = null;
    },
  };
  return {
    head,
    open: (name: string, attributes: Attributes): void => {
      if (head.root === '') head.root = name;
      if (Object.hasOwn(start, name)) start[name]?.(attributes);
    },
    text: (text: string): void => {
      if (value !== null) value += text;
    },
    close: (name: string): void => {
      if (Object.hasOwn(end, name)) end[name]?.();
    },
    finish: (): EafDocument => ({ properties, media, tiers: withTimes(tiers, times), problems }),
  };
}

/** Annotations that refer to others, in tiers below theirs, have the times of those. */
function withTimes(tiers: readonly RawTier[], times: ReadonlyMap<string, number>): EafTier[] {
  const byId = new Map<string, Attributes>();
  for (const { annotations } of tiers)
    for (const { attributes } of annotations) byId.set(attributes['ANNOTATION_ID'] ?? '', attributes);
  const timed = (attributes: Attributes): Attributes => {
    const seen = new Set<Attributes>();
    let at = attributes;
    while (at['ANNOTATION_REF'] !== undefined && !seen.has(at)) {
      seen.add(at);
      at = byId.get(at['ANNOTATION_REF']) ?? {};
    }
    return at;
  };
  return tiers.map(({ attributes, annotations }) => ({
    id: attributes['TIER_ID'] ?? '',
    annotator: (attributes['ANNOTATOR'] ?? '').trim(),
    type: attributes['LINGUISTIC_TYPE_REF'] ?? '',
    hasParent: attributes['PARENT_REF'] !== undefined,
    annotations: annotations.map((annotation) => {
      const place = timed(annotation.attributes);
      return {
        id: annotation.attributes['ANNOTATION_ID'] ?? '',
        startMs: times.get(place['TIME_SLOT_REF1'] ?? '') ?? null,
        endMs: times.get(place['TIME_SLOT_REF2'] ?? '') ?? null,
        value: annotation.value,
      };
    }),
  }));
}

const SHOWN_CHARACTERS = 40;

/** As much of a text as a sentence bears. */
export function short(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
