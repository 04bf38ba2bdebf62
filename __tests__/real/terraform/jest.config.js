const suite = require("../../support/jest/suite.js");

/**
 * Tests with Terraform against a local AWS API: `npm run test:terraform`. The files `*.exhaustive.test.ts`, and whole the matrices of which the
 * others run a sample, run where TEST_SEED is set, as in `.ci/full`.
 */
module.exports = suite("__tests__/real/terraform", {
  testPathIgnorePatterns: process.env.TEST_SEED === undefined ? ["\\.exhaustive\\.test\\.ts$"] : [],
  globalSetup: "<rootDir>/__tests__/real/terraform/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/real/terraform/harness/global-teardown.ts",
  testSequencer: "<rootDir>/__tests__/real/terraform/harness/slowest-first.js",
  // More than the number of cores: Terraform mostly waits for delays that AWS has and moto simulates.
  maxWorkers: 4,
  // No time limit: this is the longest timeout that jest supports.
  testTimeout: 2 ** 31 - 1,
});
