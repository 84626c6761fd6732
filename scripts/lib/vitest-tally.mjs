/** A Vitest reporter: writes what passed, failed and was skipped, with the reason, to ONSET_TALLY_FILE. */
import { writeFileSync } from 'node:fs';
import { NO_REASON } from './tally.mjs';

export default class {
  /** @param {readonly any[]} modules @param {readonly any[]} unhandledErrors */
  onTestRunEnd(modules, unhandledErrors) {
    /** @type {Omit<import('./tally.mjs').Tally, 'part'>} */
    const tally = {
      passed: 0,
      failed: unhandledErrors.map((error) => `outside the tests: ${error.message}`),
      skipped: [],
    };
    for (const module of modules) addModule(tally, module);
    writeFileSync(process.env.ONSET_TALLY_FILE, JSON.stringify(tally));
  }
}

function addModule(tally, module) {
  const tests = [...module.children.allTests()];
  for (const test of tests) {
    const name = `${module.relativeModuleId} › ${test.fullName}`;
    const { state, note } = test.result();
    if (state === 'passed') tally.passed += 1;
    else if (state === 'skipped') tally.skipped.push({ name, reason: note ?? NO_REASON });
    else tally.failed.push(name);
  }
  const failedAsAWhole =
    module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed');
  // It could not be read, or what it does before or after its tests failed; nothing ran at all in an unfinished one.
  if (failedAsAWhole || module.state() === 'queued' || module.state() === 'pending')
    tally.failed.push(module.relativeModuleId);
}
