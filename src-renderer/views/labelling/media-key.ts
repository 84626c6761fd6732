import type { ClipMedia, ClipRow } from '#shared/domain/clip.ts';

/** Tells a clip's frames, and what is said of each, from those it had before: elsewhere, of other content, a range or a rate. */
export const mediaKeyOf = ({ fps }: Pick<ClipRow, 'fps'>, media: ClipMedia): string => {
  const { root, paths, container, contentHash, sourceNumbers, timestampsMs } = media;
  return [
    ...[contentHash, root, container?.path ?? paths[0]],
    ...[sourceNumbers[0], sourceNumbers.at(-1), timestampsMs?.[0], timestampsMs?.at(-1), fps],
  ].join('|');
};
