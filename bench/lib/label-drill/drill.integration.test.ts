import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { labelDrill } from './drill.ts';

test('three kills -9 while several people label: nothing acknowledged is lost, nothing is half there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onset-label-drill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outcome = await labelDrill({
    ...{ dir: join(folder, 'study'), kills: 3, longestSittingMs: 400, bundles: 3 },
    random: createRandom(Date.now()),
    say: () => {},
  });
  expect(outcome).toMatchObject({
    ...{ kills: 3, whole: 3, missing: [], halfWritten: [], wrongAnswers: [], problems: [] },
  });
  expect(outcome.acknowledged.set).toBeGreaterThan(0);
});
