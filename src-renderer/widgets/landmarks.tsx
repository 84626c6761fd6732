import type { FaceFound } from '#shared/domain/frames.ts';
import { facePath } from './face-geometry.ts';

/** The box of a face and its 68 landmarks, in the overlay of a frame. */
export function Landmarks({ face }: { readonly face: FaceFound }) {
  const path = facePath(face.landmarks);
  const dots = face.landmarks.map(({ x, y }) => `M${x} ${y}h0`).join('');
  return (
    <g fill="none" strokeLinecap="round" data-overlay="face">
      <rect {...face.box} {...LINE} stroke="#7cc4ee" strokeDasharray="5 3" />
      <path d={path} {...LINE} stroke="#10161d" strokeOpacity={0.5} strokeWidth={2.4} />
      <path d={path} {...LINE} stroke="#7cc4ee" strokeWidth={1} />
      <path d={dots} {...LINE} stroke="#10161d" strokeWidth={5} />
      <path d={dots} {...LINE} stroke="#ffffff" strokeWidth={3} />
    </g>
  );
}

const LINE = { vectorEffect: 'non-scaling-stroke' } as const;
