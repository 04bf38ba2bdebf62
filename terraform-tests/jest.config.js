// Applies to processes that tests start. The setup file applies to the tests themselves.
require("../__tests__/support/jest/plain-output.js");

/**
 * Tests with Terraform against a local AWS API: `npm run test:terraform`.
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
  // More than the number of cores: Terraform mostly waits for delays that AWS has and moto simulates.
  maxWorkers: 4,
  // No time limit: this is the longest timeout that jest supports.
  testTimeout: 2 ** 31 - 1,
};
