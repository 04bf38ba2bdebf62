// Applies to processes that tests start. The setup file applies to the tests themselves.
require("../__tests__/support/jest/plain-output.js");

/**
 * Tests with checkov on what synth and the hand-over write: `npm run test:scanners`.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: "..",
  testEnvironment: "node",
  testMatch: ["<rootDir>/scanner-tests/*.test.ts"],
  setupFiles: [
    "<rootDir>/__tests__/support/jest/plain-output.js",
    "<rootDir>/__tests__/support/jest/no-checkpoint.js",
  ],
  transform: { "\\.ts$": "<rootDir>/__tests__/support/jest/esbuild-transformer.js" },
  globalSetup: "<rootDir>/scanner-tests/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  reporters: ["default", "<rootDir>/__tests__/support/jest/closing-line-reporter.js"],
  verbose: true,
  cacheDirectory: "<rootDir>/.cache/jest",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.cache"],
  testTimeout: 600_000,
};
