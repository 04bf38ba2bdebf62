const suite = require("../../support/jest/suite.js");

/** Tests with checkov on what synth and the hand-over write: `npm run test:scanners`. */
module.exports = suite("__tests__/real/scanners", {
  globalSetup: "<rootDir>/__tests__/real/scanners/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 600_000,
});
