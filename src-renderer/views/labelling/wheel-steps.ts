/** A notch of a mouse's wheel is at least so far; a touchpad sends many smaller moves. */
const NOTCH_PX = 50;
const LINE_PX = 40;
const PAGE_PX = 400;

/** Turns the moves of a wheel into whole steps: a notch is one, however far it says it is; small moves add up. */
export function createWheelSteps(): (move: {
  readonly deltaY: number;
  readonly deltaMode: number;
}) => number {
  let left = 0;
  return ({ deltaY, deltaMode }) => {
    const movedPx = deltaY * ([1, LINE_PX, PAGE_PX][deltaMode] ?? 1);
    if (Math.abs(movedPx) >= NOTCH_PX) {
      left = 0;
      return movedPx > 0 ? 1 : -1;
    }
    if (Math.sign(movedPx) !== Math.sign(left)) left = 0;
    left += movedPx;
    // Not -0.
    const steps = Math.trunc(left / NOTCH_PX) + 0;
    left -= steps * NOTCH_PX;
    return steps;
  };
}
