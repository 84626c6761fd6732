import { expect, test } from 'vitest';
import { exitCodeOf, readPlaywright, summary, tallyOf } from './tally.mjs';

const tally = (
  part: string,
  passed: number,
  failed: string[] = [],
  skipped: { name: string; reason: string }[] = [],
) => ({
  part,
  passed,
  failed,
  skipped,
});

test('the last line counts all parts; each skip stands with its reason, each failure with its part', () => {
  const lines = summary([
    tally('unit', 10, ['a.test.ts › adds']),
    tally('e2e', 2, [], [{ name: 'electron › labels', reason: 'no Electron' }]),
  ]);
  expect(lines.at(-1)).toBe('12 passed, 1 failed, 1 skipped');
  expect(lines).toContain('  e2e: electron › labels (no Electron)');
  expect(lines).toContain('  unit: a.test.ts › adds');
});

test.each([
  ['all passed', [tally('unit', 3)], false, 0],
  ['one failed', [tally('unit', 3, ['x'])], false, 1],
  ['a skip at home', [tally('e2e', 3, [], [{ name: 'x', reason: 'y' }])], false, 0],
  ['a skip in CI', [tally('e2e', 3, [], [{ name: 'x', reason: 'y' }])], true, 1],
  ['nothing ran', [tally('unit', 0)], false, 1],
])('exit code: %s', (_, tallies, isCi, code) => {
  expect(exitCodeOf(tallies, isCi)).toBe(code);
});

test('a runner that ends badly without naming a test, or without a report, has failed', () => {
  expect(tallyOf('unit', { passed: 5, failed: [], skipped: [] }, 0).failed).toEqual([]);
  expect(tallyOf('unit', { passed: 5, failed: ['x'], skipped: [] }, 1).failed).toEqual(['x']);
  expect(tallyOf('unit', { passed: 5, failed: [], skipped: [] }, 1).failed).toEqual([
    'the run ended with code 1',
  ]);
  expect(tallyOf('unit', null, 0).failed).toEqual(['the run ended with code 0']);
});

test("Playwright's report: nested suites, a skip's reason, an unexpected result, an error outside", () => {
  const result = (status: string, more: object = {}) => ({
    projectName: 'chromium',
    status,
    annotations: [],
    results: [],
    ...more,
  });
  const report = {
    errors: [{ message: 'No tests in b.spec.ts\nat …' }],
    suites: [
      {
        title: 'a.spec.ts',
        specs: [{ title: 'opens', tests: [result('expected'), result('flaky')] }],
        suites: [
          {
            title: 'labels',
            specs: [
              { title: 'undo', tests: [result('unexpected')] },
              {
                title: 'redo',
                tests: [result('skipped', { annotations: [{ type: 'skip', description: 'no display' }] })],
              },
              { title: 'later', tests: [result('skipped')] },
            ],
          },
        ],
      },
    ],
  };
  expect(readPlaywright(report)).toEqual({
    passed: 2,
    failed: ['No tests in b.spec.ts', 'chromium › a.spec.ts › labels › undo'],
    skipped: [
      { name: 'chromium › a.spec.ts › labels › redo', reason: 'no display' },
      { name: 'chromium › a.spec.ts › labels › later', reason: 'no reason given' },
    ],
  });
  expect(readPlaywright(null)).toBeNull();
});
