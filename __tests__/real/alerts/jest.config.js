const suite = require("../../support/jest/suite.js");

/** Tests of alert rules with promtool, and of their way to a person: `npm run test:alerts`. */
module.exports = suite("__tests__/real/alerts", {
  globalSetup: "<rootDir>/__tests__/real/alerts/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 180_000,
});
