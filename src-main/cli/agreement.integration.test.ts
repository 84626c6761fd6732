import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { agreementReport } from '#shared/domain/agreement.ts';
import { createScratch, onset, onsetJson, picture } from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);

/** Ana and Ben rate three clips of two subjects; Ana is .1 higher on the first two. */
const TABLE = ['clip,rater,intensity', 'S1_a,Ana,0.5', 'S1_a,Ben,0.4', 'S1_b,Ana,0.9', 'S1_b,Ben,0.8'];
const MORE = ['S2_c,Ana,0.1', 'S2_c,Ben,0.1'];

beforeAll(async () => {
  for (const clip of ['S1_a', 'S1_b', 'S2_c'])
    scratch.write({ [`walks/${clip}/img1.png`]: picture(1), [`walks/${clip}/img2.png`]: picture(2) });
  scratch.write({ 'ratings.csv': [...TABLE, ...MORE].join('\n') });
  const run = async (...args: readonly string[]) => {
    const { code, stderr } = await onset(scratch, 'import', ...args, '--project', 'p');
    if (code !== 0) throw new Error(stderr);
  };
  await run('walks', '--as', 'sequences', '--pattern', '(?<subject>S\\d)_(?<clip>\\w)');
  await run('ratings.csv', '--as', 'intensities');
});

test('agreement: figures worked out by hand, with intervals where they are asked for', async () => {
  const asked = ['labels', 'agreement', '--project', 'p', '--kind', 'intensity'] as const;
  const report = await onsetJson(scratch, agreementReport, ...asked);
  expect([report.clips, report.subjects]).toEqual([3, 2]);
  expect(report.raters.map(({ name, bias }) => [name, bias?.value])).toEqual([
    ['Ana', expect.closeTo(0.2 / 3, 9)],
    ['Ben', expect.closeTo(-0.2 / 3, 9)],
  ]);
  // Means .5 and 1.3/3; squares about them .32 and .74/3, products .28: 2 * .28 / (.32 + .74/3 + 3 * (1/15)²).
  expect(report.pairs[0]?.headline).toMatchObject({
    name: 'CCC',
    value: expect.closeTo(0.56 / (0.32 + 0.74 / 3 + 3 / 225), 9),
  });
  const resampled = await onsetJson(scratch, agreementReport, ...asked, '--intervals', '100');
  expect(resampled.figures[0]?.intervalBy).toMatch(/resamples of clips|F distribution/);
  expect(resampled.notes.join()).toContain('fewer than 3 subjects');

  const { code, stdout } = await onset(scratch, ...asked);
  expect(code).toBe(0);
  expect(stdout).toContain('3 clips of 2 subjects');
  expect(stdout).toContain('Ana – Ben');
  const unknown = await onset(scratch, ...asked, '--raters', 'Ana,Zoe');
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    expect.stringContaining('no rater named Zoe in this project. Its raters: Ana, Ben.'),
  ]);
});

test('aggregate: gold labels as CSV and JSON, with the recipe and the version they were made of', async () => {
  const aggregated = z.object({ file: z.string(), labels: z.literal(3) });
  const asked = ['labels', 'aggregate', '--project', 'p', '--recipe', 'mean'] as const;
  await onsetJson(scratch, aggregated, ...asked, '--out', 'gold.csv');
  const [head, ...rows] = readFileSync(scratch.path('gold.csv'), 'utf8').trimEnd().split('\r\n');
  expect(head).toBe(
    'clip_key,clip,subject,emotion,distribution,intensity,onset,apex,offset,raters,adjudicated,open,recipe,label_version',
  );
  expect(rows.map((row) => row.split(',').slice(1))).toEqual([
    ['S1_a', 'S1', '', '', '0.45', '', '', '', '2', 'false', '', 'raters together', '6'],
    ['S1_b', 'S1', '', '', '0.8500000000000001', '', '', '', '2', 'false', '', 'raters together', '6'],
    ['S2_c', 'S2', '', '', '0.1', '', '', '', '2', 'false', '', 'raters together', '6'],
  ]);
  await onsetJson(scratch, aggregated, ...asked, '--out', 'gold.json');
  expect(JSON.parse(readFileSync(scratch.path('gold.json'), 'utf8'))).toMatchObject({
    name: 'raters together',
    recipe: { intensity: 'mean', emotion: 'majority' },
    labelVersion: 6,
    labels: [{ clipName: 'S1_a', intensity: 0.45 }, {}, {}],
  });
  const unknown = await onset(scratch, ...asked.slice(0, -1), 'best', '--out', 'x.csv');
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('no recipe best')]);
});
