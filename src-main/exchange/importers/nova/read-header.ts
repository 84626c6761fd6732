import { OnsetError } from '#shared/base/errors.ts';
import { type NovaOrigin, novaOrigin } from '../../nova/format.ts';
import { decimalNumber } from '../tables/cells.ts';
import { readXml } from '../xml.ts';

export type NovaScheme =
  | { readonly type: 'discrete'; readonly name: string; readonly classes: ReadonlyMap<string, string> }
  | { readonly type: 'free'; readonly name: string }
  | {
      readonly type: 'continuous';
      readonly name: string;
      /** Samples a second. */
      readonly sampleRate: number;
      readonly min: number;
      readonly max: number;
    };
export interface NovaHeader {
  readonly annotator: string;
  readonly scheme: NovaScheme;
  /** How many rows there should be; null where it does not say. */
  readonly rowCount: number | null;
  /** Null where another program wrote it. */
  readonly origin: NovaOrigin | null;
}

type Attributes = Readonly<Record<string, string>>;

/** A .annotation. Throws OnsetError `bad-input` where it is none, or of a kind that holds no labels of frames. */
export async function readHeader(bytes: Uint8Array, name: string): Promise<NovaHeader> {
  const refuse = (reason: string, cause?: unknown) =>
    new OnsetError('bad-input', `${name} cannot be read: ${reason}.`, { cause });
  const found = new Map<string, Attributes>();
  const items: Attributes[] = [];
  try {
    const open = (element: string, attributes: Attributes) => {
      if (element === 'item') items.push(attributes);
      else if (!found.has(element)) found.set(element, attributes);
    };
    await readXml(once(bytes), { open, text: () => {}, close: () => {} });
  } catch (error) {
    throw refuse('it is no whole XML document, or was cut off', error);
  }
  const scheme = found.get('scheme');
  if (!found.has('annotation') || scheme === undefined) throw refuse('it is no annotation of NOVA');
  const info = found.get('info') ?? {};
  const meta = found.get('meta') ?? {};
  if ((info['ftype'] ?? 'ASCII').toUpperCase() !== 'ASCII')
    throw refuse('its rows are binary: save it as ASCII in NOVA');
  const read = schemeOf(scheme, items);
  if (typeof read === 'string') throw refuse(read);
  const rowCount = info['size'] ?? '';
  return {
    annotator: (meta['annotator'] ?? '').trim(),
    scheme: read,
    rowCount: /^\d{1,12}$/.test(rowCount) ? Number(rowCount) : null,
    origin: novaOrigin.safeParse(meta).data ?? null,
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Buffer> {
  yield Buffer.from(bytes);
}

/** The scheme, or why it is none that can be read. */
function schemeOf(attributes: Attributes, items: readonly Attributes[]): NovaScheme | string {
  const { name = '' } = attributes;
  const type = (attributes['type'] ?? 'FREE').toUpperCase();
  if (type === 'FREE') return { type: 'free', name };
  if (type === 'DISCRETE') {
    const classes = new Map(items.map((item) => [(item['id'] ?? '').trim(), item['name'] ?? '']));
    if (classes.size < items.length) return 'two of its classes have one id';
    return classes.size === 0 ? 'its scheme has no classes' : { type: 'discrete', name, classes };
  }
  if (type !== 'CONTINUOUS')
    return `its scheme of the type ${type.slice(0, 40)} holds no emotions and no course`;
  const [sampleRate = 0, min = 0, max = 0] = ['sr', 'min', 'max'].map(
    (key) => decimalNumber((attributes[key] ?? '').trim()) ?? Number.NaN,
  );
  if (!(sampleRate > 0 && Number.isFinite(sampleRate))) return 'its sample rate is no number above 0';
  if (!(max > min && Number.isFinite(max - min)))
    return 'the least and greatest of its scores are no such numbers';
  return { type: 'continuous', name, sampleRate, min, max };
}
