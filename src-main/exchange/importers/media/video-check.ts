/** Endings under which videos are looked for; what the bytes are decides whether they are decoded. */
const ENDINGS =
  /\.(mp4|m4v|mov|qt|avi|mkv|webm|mpe?g|m2v|vob|ts|mts|m2ts|wmv|asf|flv|f4v|ogv|3gp|3g2|mxf|dv|y4m|ivf|264|h264|265|h265|hevc)$/i;

export function isVideoName(name: string): boolean {
  return ENDINGS.test(name);
}

/** As many of a file's first bytes as {@link videoProblem} looks at. */
export const VIDEO_HEAD_BYTES = 400;

/**
 * Why a file that begins so is no video, in words; null if it may be one. Only what begins like a container is given to
 * a decoder: that would also make frames of a text or a picture.
 */
export function videoProblem(head: Buffer): string | null {
  if (head.length === 0) return 'the file is empty';
  return isContainer(head) || isTransportStream(head) ? null : NO_VIDEO;
}

const NO_VIDEO = 'this is not a video (MP4, MOV, AVI, MKV, WebM, MPEG, WMV and the like)';

type Signature = readonly [at: number, text: string];
const SIGNATURES: readonly (readonly Signature[])[] = [
  // ISO 14496-12 and QuickTime: the type of the first box.
  ...['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'].map((type): Signature[] => [[4, type]]),
  [
    [0, 'RIFF'],
    [8, 'AVI'],
  ],
  [[0, '\x1a\x45\xdf\xa3']], // Matroska and WebM
  [[0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11']], // ASF
  [[0, '\0\0\x01\xba']], // MPEG program stream
  [[0, '\0\0\x01\xb3']], // MPEG-1 and 2
  [[0, '\0\0\0\x01']], // H.264 and HEVC by themselves
  [[0, '\0\0\x01']],
  [[0, 'FLV\x01']],
  [[0, 'OggS']],
  [[0, 'YUV4MPEG2']],
  [[0, 'DKIF']],
  [[0, '\x06\x0e\x2b\x34']], // MXF
  [[0, '\x1f\x07\0']], // DV
];

function isContainer(head: Buffer): boolean {
  return SIGNATURES.some((parts) =>
    parts.every(([at, text]) => head.toString('latin1', at, at + text.length) === text),
  );
}

/** ISO 13818-1: packets of 188 bytes that begin with 0x47; on discs a time of 4 bytes stands before each. */
function isTransportStream(head: Buffer): boolean {
  return [
    { first: 0, step: 188 },
    { first: 4, step: 192 },
  ].some(({ first, step }) => [0, 1].every((packet) => head[first + packet * step] === 0x47));
}
