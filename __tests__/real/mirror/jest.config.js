const suite = require("../../support/jest/suite.js");

/** Tests with crane, helm and registries on this machine: `npm run test:mirror`. */
module.exports = suite("__tests__/real/mirror", {
  globalSetup: "<rootDir>/__tests__/real/mirror/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 180_000,
});
