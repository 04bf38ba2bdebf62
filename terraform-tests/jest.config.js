const suite = require("../__tests__/support/jest/suite.js");

/** Tests with Terraform against a local AWS API: `npm run test:terraform`. */
module.exports = suite("terraform-tests", {
  globalSetup: "<rootDir>/terraform-tests/harness/global-setup.ts",
  globalTeardown: "<rootDir>/terraform-tests/harness/global-teardown.ts",
  testSequencer: "<rootDir>/terraform-tests/harness/slowest-first.js",
  // More than the number of cores: Terraform mostly waits for delays that AWS has and moto simulates.
  maxWorkers: 4,
  // No time limit: this is the longest timeout that jest supports.
  testTimeout: 2 ** 31 - 1,
});
