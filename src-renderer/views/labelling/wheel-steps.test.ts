import { describe, expect, it } from 'vitest';
import { createWheelSteps } from './wheel-steps.ts';

const pixels = (deltaY: number) => ({ deltaY, deltaMode: 0 });

describe('createWheelSteps', () => {
  it('is one frame a notch, whatever a notch is to this mouse', () => {
    const steps = createWheelSteps();
    const moves = [
      pixels(100),
      pixels(120),
      pixels(-53),
      { deltaY: 3, deltaMode: 1 },
      { deltaY: -1, deltaMode: 2 },
    ];
    expect(moves.map(steps)).toEqual([1, 1, -1, 1, -1]);
  });
  it('adds up the small moves of a touchpad', () => {
    const steps = createWheelSteps();
    expect([20, 20, 20, 20, 20].map((px) => steps(pixels(px)))).toEqual([0, 0, 1, 0, 1]);
  });
  it('forgets what was left over when it turns back', () => {
    const steps = createWheelSteps();
    expect([40, -20, -20, -20].map((px) => steps(pixels(px)))).toEqual([0, 0, 0, -1]);
  });
});
