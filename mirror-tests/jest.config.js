const suite = require("../__tests__/support/jest/suite.js");

/** Tests with crane, helm and registries on this machine: `npm run test:mirror`. */
module.exports = suite("mirror-tests", {
  globalSetup: "<rootDir>/mirror-tests/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 180_000,
});
