// Applies to processes that tests start. The setup file applies to the tests themselves.
require("./support/jest/plain-output.js");

/** @type {import("jest").Config} */
module.exports = {
  rootDir: "..",
  maxWorkers: "100%",
  reporters: ["default", "<rootDir>/__tests__/support/jest/closing-line-reporter.js"],
  // One thread runs many test files and loads each module once. jest's own runner loads all modules again for each file,
  // which took three quarters of the time. The runner's child processes can hang: when two start at once, the data for
  // one may reach the other. Each project of jest would have threads of its own, so there is one project.
  runner: "jest-light-runner",
  setupFiles: [
    "<rootDir>/__tests__/support/jest/plain-output.js",
    "<rootDir>/__tests__/support/jest/no-checkpoint.js",
    "<rootDir>/__tests__/support/jest/generated-input.js",
    "<rootDir>/__tests__/support/jest/load-typescript.mjs",
  ],
  globalSetup: "<rootDir>/__tests__/support/jest/global-setup.js",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  cacheDirectory: "<rootDir>/.cache/jest",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.cache"],
  testSequencer: "<rootDir>/__tests__/support/jest/processes-first.js",
  // Suites with real programs, in __tests__/real, have commands of their own.
  testMatch: ["<rootDir>/__tests__/*.test.ts", "<rootDir>/__tests__/!(real)/**/*.test.ts"],
};
