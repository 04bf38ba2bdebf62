const { writeSync } = require("node:fs");
const { relative } = require("node:path");

/** Stream on which the process that started this one reads an event on each line. */
const EVENTS = 3;

/** Reports the start and the result of each test file as it happens. */
module.exports = class EventReporter {
  #root;

  constructor({ rootDir }) {
    this.#root = rootDir;
  }

  onTestFileStart({ path }) {
    this.#write({ begun: relative(this.#root, path) });
  }

  onTestFileResult({ path }, { numFailingTests, testExecError, testResults }) {
    const failed = testResults.find(({ status }) => status === "failed");
    // The runner gives null for no error.
    const hasFailed = Boolean(testExecError) || numFailingTests > 0;
    const title = failed?.fullName ?? "it does not load";
    this.#write({ ended: relative(this.#root, path), ...(hasFailed ? { failed: title } : {}) });
  }

  #write(event) {
    writeSync(EVENTS, `${JSON.stringify(event)}\n`);
  }
};
