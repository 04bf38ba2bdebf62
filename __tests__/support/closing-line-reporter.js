// A last line that any reader of a log finds: how many tests passed and how many failed.
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    console.log(`jest: ${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
  }
};
