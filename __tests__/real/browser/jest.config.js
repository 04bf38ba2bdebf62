const suite = require("../../support/jest/suite.js");

/** Tests of the report page in a real browser: `npm run test:browser`. */
module.exports = suite("__tests__/real/browser", {
  globalSetup: "<rootDir>/__tests__/support/jest/global-setup.js",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 180_000,
});
