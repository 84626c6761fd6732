/** How the head stands before the camera, in face coordinates: the picture spans -1 to 1. */
export interface Pose {
  readonly dx: number;
  readonly dy: number;
  /** Tilt in the picture's plane, in radians. */
  readonly roll: number;
  readonly scale: number;
  /** Turn and nod, as the shift of the nose tip against the outline. */
  readonly yaw: number;
  readonly pitch: number;
}

export interface View extends Pose {
  readonly cosine: number;
  readonly sine: number;
}

export function viewOf(pose: Pose): View {
  return { ...pose, cosine: Math.cos(pose.roll), sine: Math.sin(pose.roll) };
}

export const STRAIGHT: View = viewOf({ dx: 0, dy: 0, roll: 0, scale: 1, yaw: 0, pitch: 0 });
