import { describe, expect, it } from 'vitest';
import { REST } from './action-units.ts';
import { planClips } from './cast.ts';
import type { ClipPlan } from './clip.ts';
import { createCanvas } from './face/canvas.ts';
import { paintFace, type Scene } from './face/face.ts';
import { type Light, lightUp } from './face/light.ts';
import { activationsAt, createStudio, lightAt, renderFrame, sceneAt } from './frame.ts';
import { createIdentity } from './identity.ts';

const SIZE = 48;
const clips = planClips(1);
const identityOf = (clip: ClipPlan) => createIdentity(1, clip.subject);
const withoutBlink = (clip: ClipPlan): ClipPlan => ({
  ...clip,
  disturbance: { ...clip.disturbance, blink: null },
});

/** Grey levels before any noise. */
function draw(scene: Scene, light: Light): Float64Array {
  const canvas = createCanvas(SIZE);
  const lit = new Float64Array(SIZE * SIZE);
  paintFace(canvas, scene);
  lightUp(canvas, light, lit);
  return lit.map((value) => 255 * Math.min(1, Math.max(0, value)));
}

/** Variance over the pictures, as the mean over all pixels. */
function variance(pictures: readonly Float64Array[]): number {
  let total = 0;
  for (let i = 0; i < SIZE * SIZE; i++) {
    const values = pictures.map((picture) => picture[i] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    total += values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  }
  return total / (SIZE * SIZE);
}

describe('renderFrame', () => {
  it('draws the same frame again, whatever was drawn between', () => {
    const [first, second] = clips;
    if (first === undefined || second === undefined) throw new Error('no clips');
    const studio = createStudio(SIZE);
    const before = renderFrame(studio, identityOf(first), first, 3);
    renderFrame(studio, identityOf(second), second, 9);
    expect(renderFrame(studio, identityOf(first), first, 3)).toEqual(before);
    expect(renderFrame(createStudio(SIZE), identityOf(first), first, 4)).not.toEqual(before);
  });

  it('the face is neutral up to the onset and from the offset on, and shows most at the apex', () => {
    for (const clip of clips.map(withoutBlink)) {
      const total = (index: number) => {
        const { left, right } = activationsAt(identityOf(clip), clip, index);
        return [...Object.values(left), ...Object.values(right)].reduce((sum, value) => sum + value, 0);
      };
      for (const index of [0, clip.onset, clip.offset, clip.frames - 1])
        expect(total(index), clip.name).toBe(0);
      const course = Array.from({ length: clip.frames }, (_, index) => total(index));
      expect(course.indexOf(Math.max(...course)), clip.name).toBe(clip.apex);
    }
  });

  it('a one-sided expression moves that side alone', () => {
    const contempt = clips.filter(({ emotion }) => emotion === 'contempt').map(withoutBlink);
    expect(new Set(contempt.map(({ side }) => side))).toEqual(new Set(['left', 'right']));
    for (const clip of contempt) {
      const { left, right } = activationsAt(identityOf(clip), clip, clip.apex);
      const [moved, still] = clip.side === 'left' ? [left, right] : [right, left];
      expect(moved[12]).toBeGreaterThan(0);
      expect(still).toEqual(REST);
    }
  });
});

it('identity, pose, light and noise each vary more than the expression does', () => {
  const some = clips.filter((_, i) => i % 4 === 0);
  const base = some[0];
  if (base === undefined) throw new Error('no clips');
  const scene = { ...sceneAt(identityOf(base), base, 0), activations: { left: REST, right: REST } };
  const light = lightAt(base, 0);
  const frames = some.flatMap((clip) =>
    [0.1, 0.3, 0.5, 0.7, 0.9].map((at) => [withoutBlink(clip), Math.round(at * (clip.frames - 1))] as const),
  );
  const expression = variance(
    frames.map(([clip, index]) =>
      draw({ ...scene, activations: activationsAt(scene.identity, clip, index) }, light),
    ),
  );
  const identity = variance(some.map((clip) => draw({ ...scene, identity: identityOf(clip) }, light)));
  const pose = variance(
    frames.map(([clip, index]) =>
      draw({ ...scene, pose: sceneAt(identityOf(clip), clip, index).pose }, light),
    ),
  );
  const lamp = variance(frames.map(([clip, index]) => draw(scene, lightAt(clip, index))));
  const noise = clips.reduce((sum, clip) => sum + clip.disturbance.noise ** 2, 0) / clips.length;
  expect(expression).toBeGreaterThan(0);
  for (const [name, other] of Object.entries({ identity, pose, lamp, noise }))
    expect(other, name).toBeGreaterThan(expression);
});
