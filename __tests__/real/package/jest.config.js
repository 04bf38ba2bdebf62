const suite = require("../../support/jest/suite.js");

/** Tests with the packed and installed program: `npm run test:package`. */
module.exports = suite("__tests__/real/package", {
  globalSetup: "<rootDir>/__tests__/real/package/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 120_000,
});
