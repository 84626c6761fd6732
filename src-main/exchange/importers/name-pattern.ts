import { OnsetError } from '#shared/base/errors.ts';

/** What a path tells of its file; null where the pattern has no such group or it took part in no match. */
export interface NameParts {
  readonly subject: string | null;
  readonly clip: string | null;
  readonly frame: string | null;
}

export interface NamePattern {
  readonly groups: ReadonlySet<string>;
  /** Null where the path does not fit. `path` is below the source, with `/`. */
  read(path: string): NameParts | null;
}

const GROUPS = ['subject', 'clip', 'frame'] as const;

/**
 * A regular expression with any of the named groups subject, clip and frame. It is tried on the last part of a path
 * (the file's or folder's name), then on the whole path below the source; a pattern with a `/` the other way round.
 * Throws OnsetError `bad-input` for one that is not valid or lacks these groups.
 */
export function createNamePattern(source: string): NamePattern {
  const regex = compile(source);
  const groups = new Set(groupNames(regex));
  const unknown = [...groups].filter((name) => !GROUPS.some((group) => group === name));
  if (unknown.length > 0 || groups.size === 0)
    throw new OnsetError(
      'bad-input',
      `The pattern ${source} ${groups.size === 0 ? 'names no group' : `has the unknown group ${unknown.join(', ')}`}. ` +
        `It needs one or more of (?<subject>…), (?<clip>…), (?<frame>…), such as (?<subject>S\\d+)_(?<clip>\\d+)_(?<frame>\\d+).`,
    );
  const wholeFirst = source.includes('/');
  return {
    groups,
    read: (path) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const match = wholeFirst
        ? (regex.exec(path) ?? regex.exec(name))
        : (regex.exec(name) ?? regex.exec(path));
      if (match === null) return null;
      const part = (group: (typeof GROUPS)[number]) => match.groups?.[group] || null;
      return { subject: part('subject'), clip: part('clip'), frame: part('frame') };
    },
  };
}

function compile(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (error) {
    const hint = source.includes('(?P<') ? ' Write (?<name>…) instead of (?P<name>…).' : '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new OnsetError(
      'bad-input',
      `The pattern ${source} is not a regular expression: ${reason}.${hint}`,
      {
        cause: error,
      },
    );
  }
}

/** An empty alternative makes it match anything, and a match names all groups. */
function groupNames(regex: RegExp): string[] {
  return Object.keys(new RegExp(`${regex.source}|`).exec('')?.groups ?? {});
}

/** The last digits of a file's name before its ending, as a number: `img046.jpg` is 46. Null without any, or beyond exact integers. */
export function trailingNumber(path: string): number | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const stem = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : name;
  const digits = /(\d+)\D*$/.exec(stem)?.[1];
  return digits === undefined ? null : wholeNumber(digits);
}

/** Digits as an exact integer; null where they are none. */
export function wholeNumber(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

/**
 * Subject and clip as one name that is told apart from others of the set: `S010_004`. A clip that names its subject
 * keeps its name: `s20_ne_01` does for s20, `EP12` does not for 1.
 */
export function clipName(subject: string | null, clip: string): string {
  return subject === null || inParts(clip).includes(inParts(subject)) ? clip : `${subject}_${clip}`;
}

/** Each run of letters and digits between slashes. */
function inParts(name: string): string {
  return `/${name.split(/[^\p{L}\p{N}]+/u).join('/')}/`;
}
