// Applies to processes that tests start. The setup file applies to the tests themselves.
require("./__tests__/support/jest/plain-output.js");

/** Settings of both projects. */
const project = {
  // One thread runs many test files and loads each module once. jest's own runner loads all modules again for each file,
  // which took three quarters of the time. The runner's child processes can hang: when two start at once, the data for
  // one may reach the other.
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
};

/** @type {import("jest").Config} */
module.exports = {
  maxWorkers: "100%",
  reporters: ["default", "<rootDir>/__tests__/support/jest/closing-line-reporter.js"],
  projects: [
    {
      ...project,
      displayName: "fast",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.slow\\.test\\.ts$"],
    },
    // Tests that start processes, or repeat their work over generated input.
    { ...project, displayName: "slow", testMatch: ["<rootDir>/__tests__/**/*.slow.test.ts"] },
  ],
};
