import { OnsetError } from '#shared/base/errors.ts';
import { isVideoName } from './media/video-check.ts';

export interface LayoutFields {
  readonly subject: string | null;
  readonly clip: string;
  /** 0 for a video. */
  readonly frame: number;
}

/** Where a clip's frames lie below the media root, such as `sub{subject}/{clip}/img{frame}.jpg` or `{subject}/{clip}.avi@1`. */
export interface Layout {
  readonly text: string;
  readonly hasSubject: boolean;
  /** Of a layout of videos: the number that the sheet gives the first frame of each; null where frames are images. */
  readonly firstNumber: number | null;
  /** The fields of a path below the media root; null where it does not fit. */
  parse(path: string): LayoutFields | null;
}

/** Layouts of public data sets, tried in this order where none is given. */
export const KNOWN_LAYOUTS: readonly string[] = [
  'sub{subject}/{clip}/img{frame}.jpg', // CASME II
  'sub{subject}/{clip}/reg_img{frame}.jpg', // CASME II, registered and cropped
  '{subject}/{clip}/{subject}_{frame}.jpg', // SAMM
  'sub{subject}/{clip}/img{frame}.png',
  '{subject}/{clip}/img{frame}.jpg',
  '{subject}/{clip}/img{frame}.png',
  '{subject}/{clip}/{frame}.jpg',
  '{subject}/{clip}/{frame}.png',
];

const FIELDS = ['subject', 'clip', 'frame'] as const;
type Field = (typeof FIELDS)[number];
const isField = (name: string): name is Field => FIELDS.some((field) => field === name);

/**
 * Reads a layout. {clip} and {frame} must be there, {subject} may; a field that stands twice means the same text twice.
 * One that ends like a video needs no {frame}: `@1` behind it says that the sheet counts its frames from 1, else from 0.
 * Throws OnsetError `bad-input` for any other field, fields without text between them, or a path that leads elsewhere.
 */
export function parseLayout(text: string): Layout {
  const refuse = (why: string): never => {
    throw new OnsetError(
      'bad-input',
      `The layout ${text} ${why}. It is a path below the media folder, such as sub{subject}/{clip}/img{frame}.jpg.`,
    );
  };
  const whole = text.trim().replaceAll('\\', '/').replace(/^\.\//, '');
  const { path = whole, first = '0' } = /^(?<path>.*)@(?<first>\d{1,9})$/.exec(whole)?.groups ?? {};
  const isVideo = isVideoName(path) && !path.includes('{frame}');
  if (!isVideo && path !== whole) refuse('says after @ how a video is counted, but leads to none');
  if (path.startsWith('/') || path.split('/').includes('..')) refuse('leads out of the media folder');
  if (/\}\s*\{/.test(path)) refuse('has two fields with nothing between them');
  const seen = new Set<Field>();
  const pieces = path.split(/\{([^{}]*)\}/).map((piece, index) => {
    if (index % 2 === 0) return escapeRegex(piece);
    if (!isField(piece)) return refuse(`has the unknown field {${piece}}`);
    if (seen.has(piece)) return `\\k<${piece}>`;
    seen.add(piece);
    return piece === 'frame' ? '(?<frame>\\d+)' : `(?<${piece}>[^/]+?)`;
  });
  for (const field of isVideo ? (['clip'] as const) : (['clip', 'frame'] as const))
    if (!seen.has(field)) refuse(`lacks {${field}}`);
  const regex = new RegExp(`^${pieces.join('')}$`);
  return {
    text: whole,
    hasSubject: seen.has('subject'),
    firstNumber: isVideo ? Number(first) : null,
    parse: (candidate) => {
      const groups = regex.exec(candidate)?.groups;
      const frame = isVideo ? 0 : Number(groups?.['frame']);
      const clip = groups?.['clip'];
      if (clip === undefined || !Number.isSafeInteger(frame)) return null;
      return { subject: groups?.['subject'] ?? null, clip, frame };
    },
  };
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
