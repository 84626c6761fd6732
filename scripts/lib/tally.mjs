/**
 * @typedef {{ name: string, reason: string }} Skip
 * @typedef {{ part: string, passed: number, failed: string[], skipped: Skip[] }} Tally what came of one part of the tests
 */

/**
 * A runner that ended badly without naming a failed test, or left no report, is a failure itself.
 * @param {string} part @param {Omit<Tally, 'part'> | null} report @param {number} exitCode @returns {Tally}
 */
export function tallyOf(part, report, exitCode) {
  const { passed, failed, skipped } = report ?? { passed: 0, failed: [], skipped: [] };
  const isUnexplained = report === null || (exitCode !== 0 && failed.length === 0);
  return {
    part,
    passed,
    failed: isUnexplained ? [...failed, `the run ended with code ${exitCode}`] : failed,
    skipped,
  };
}

/**
 * What Playwright's JSON report says; null if it is none.
 * @param {any} report @returns {Omit<Tally, 'part'> | null}
 */
export function readPlaywright(report) {
  if (!Array.isArray(report?.suites)) return null;
  const tally = { passed: 0, failed: [], skipped: [] };
  for (const error of report.errors ?? [])
    tally.failed.push(firstLine(error.message ?? 'an error outside the tests'));
  for (const suite of report.suites) addSuite(tally, suite, []);
  return tally;
}

/** @param {Omit<Tally, 'part'>} tally @param {any} suite @param {string[]} titles */
function addSuite(tally, suite, titles) {
  const path = [...titles, suite.title].filter(Boolean);
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests) {
      const name = [test.projectName, ...path, spec.title].filter(Boolean).join(' › ');
      if (test.status === 'skipped') tally.skipped.push({ name, reason: skipReason(test) });
      else if (test.status === 'unexpected') tally.failed.push(name);
      else tally.passed += 1;
    }
  }
  for (const inner of suite.suites ?? []) addSuite(tally, inner, path);
}

/** @param {any} test */
function skipReason(test) {
  const notes = [
    ...(test.annotations ?? []),
    ...(test.results ?? []).flatMap((result) => result.annotations ?? []),
  ];
  return notes.find((note) => note.type === 'skip' && note.description)?.description ?? NO_REASON;
}

export const NO_REASON = 'no reason given';
const firstLine = (/** @type {string} */ text) => text.split('\n')[0] ?? '';

/** The lines after all parts: each skip with its reason, each failure, and the count as the last. @param {Tally[]} tallies */
export function summary(tallies) {
  const failed = tallies.flatMap((t) => t.failed.map((name) => `  ${t.part}: ${name}`));
  const skipped = tallies.flatMap((t) =>
    t.skipped.map(({ name, reason }) => `  ${t.part}: ${name} (${reason})`),
  );
  return [
    ...tallies.map((t) => `${t.part.padEnd(12)} ${count(t.passed, t.failed.length, t.skipped.length)}`),
    ...(skipped.length > 0 ? ['Skipped:', ...skipped] : []),
    ...(failed.length > 0 ? ['Failed:', ...failed] : []),
    count(sum(tallies.map((t) => t.passed)), failed.length, skipped.length),
  ];
}

/** In CI nothing may be skipped, and a run without any test has shown nothing. @param {Tally[]} tallies @param {boolean} isCi */
export function exitCodeOf(tallies, isCi) {
  const passed = sum(tallies.map((t) => t.passed));
  const failed = sum(tallies.map((t) => t.failed.length));
  const skipped = sum(tallies.map((t) => t.skipped.length));
  return failed > 0 || passed === 0 || (isCi && skipped > 0) ? 1 : 0;
}

const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);
const count = (/** @type {number} */ passed, /** @type {number} */ failed, /** @type {number} */ skipped) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
