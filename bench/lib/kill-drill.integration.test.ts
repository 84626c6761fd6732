import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTestProject, smallSpec } from '#main/engine/runs/test-support.ts';
import { createRandom } from '#shared/base/random.ts';
import { killDrill } from './kill-drill.ts';

test('four kills: the same figures, and nothing else is lost', { timeout: 240_000 }, async () => {
  const { dir, engine } = await makeTestProject();
  await engine.close();
  const outcome = await killDrill({
    ...{ dir, configDir: join(dirname(dir), 'config'), kills: 4, longestSittingMs: 1500 },
    // Long enough that no sitting comes to its end.
    spec: smallSpec('emotion', { epochs: 250 }),
    random: createRandom(4),
    say: () => {},
  });
  expect(outcome).toMatchObject({
    backend: 'wasm',
    figuresOff: 0,
    predictionsOff: 0,
    epochsRepeated: 0,
    epochsOff: 0,
    labelsLost: 0,
    restUnchanged: true,
  });
  expect(outcome.kills.map(({ victim }) => victim)).toEqual(['trainer', 'engine', 'trainer', 'engine']);
  expect(outcome.kills.filter(({ during }) => during === 'training').length).toBeGreaterThan(0);
  expect(outcome.runs).toBeGreaterThan(0);
});
