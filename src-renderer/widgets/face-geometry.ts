import type { FaceFound } from '#shared/domain/frames.ts';

type Box = FaceFound['box'];
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Parts of a face among iBUG's 68 points: first and last of each, and whether the line closes. */
const PARTS = [
  [0, 16, false], // jaw
  [17, 21, false], // brows
  [22, 26, false],
  [27, 30, false], // nose
  [31, 35, false],
  [36, 41, true], // eyes
  [42, 47, true],
  [48, 59, true], // lips, outer and inner
  [60, 67, true],
] as const;

/** The lines of a face as one SVG path; empty unless there are all 68 points. */
export function facePath(landmarks: FaceFound['landmarks']): string {
  if (landmarks.length !== 68) return '';
  return PARTS.map(([first, last, closes]) => {
    const points = landmarks.slice(first, last + 1).map(({ x, y }) => `${x} ${y}`);
    return `M${points.join('L')}${closes ? 'Z' : ''}`;
  }).join('');
}

/** Room left around a face's box, as a share of its longer side, on each side. */
const MARGIN_SHARE = 0.2;

/** The square around a face with its margin, moved (and if need be shrunk) to lie within the frame. */
export function faceSquare(box: Box, frame: Size): Box {
  const wanted = Math.max(box.width, box.height) * (1 + 2 * MARGIN_SHARE);
  const side = Math.min(wanted, frame.width, frame.height);
  const held = (centre: number, length: number) => Math.min(length - side, Math.max(0, centre - side / 2));
  return {
    x: held(box.x + box.width / 2, frame.width),
    y: held(box.y + box.height / 2, frame.height),
    width: side,
    height: side,
  };
}
