const suite = require("../__tests__/support/jest/suite.js");

/** Tests with checkov on what synth and the hand-over write: `npm run test:scanners`. */
module.exports = suite("scanner-tests", {
  globalSetup: "<rootDir>/scanner-tests/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 600_000,
});
