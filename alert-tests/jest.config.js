const suite = require("../__tests__/support/jest/suite.js");

/** Tests of alert rules with promtool, and of their way to a person: `npm run test:alerts`. */
module.exports = suite("alert-tests", {
  globalSetup: "<rootDir>/alert-tests/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 180_000,
});
