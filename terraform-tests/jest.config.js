// For processes that tests start; the setup file is for the tests themselves.
require("../__tests__/support/jest/plain-output.js");

/**
 * Real terraform against a local AWS API; run by `npm run test:terraform`.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: "..",
  testEnvironment: "node",
  testMatch: ["<rootDir>/terraform-tests/*.test.ts"],
  setupFiles: ["<rootDir>/__tests__/support/jest/plain-output.js"],
  transform: { "\\.ts$": "<rootDir>/__tests__/support/jest/esbuild-transformer.js" },
  globalSetup: "<rootDir>/terraform-tests/harness/global-setup.ts",
  globalTeardown: "<rootDir>/terraform-tests/harness/global-teardown.ts",
  testSequencer: "<rootDir>/terraform-tests/harness/slowest-first.js",
  reporters: ["default", "<rootDir>/__tests__/support/jest/closing-line-reporter.js"],
  verbose: true,
  cacheDirectory: "<rootDir>/.cache/jest",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.cache"],
  // More than cores: most of the time terraform waits for what AWS, and moto with it, delays.
  maxWorkers: 4,
  // Terraform takes the time that it takes; this is the longest that jest can wait.
  testTimeout: 2 ** 31 - 1,
};
