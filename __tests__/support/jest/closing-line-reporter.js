// The last line of a run: how many tests passed, failed and were skipped.
module.exports = class ClosingLineReporter {
  /** The runner lets a file without tests pass. */
  #withoutTests = [];

  onTestResult({ path }, { numPassingTests, numFailingTests, numPendingTests, testExecError }) {
    if (!testExecError && numPassingTests + numFailingTests + numPendingTests === 0)
      this.#withoutTests.push(path);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    for (const path of this.#withoutTests) console.log(`${path}: holds no test`);
    const failed = numFailedTests + numRuntimeErrorTestSuites + this.#withoutTests.length;
    console.log(`jest: ${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
  }

  getLastError() {
    return this.#withoutTests.length > 0 ? new Error("a test file holds no test") : undefined;
  }
};
