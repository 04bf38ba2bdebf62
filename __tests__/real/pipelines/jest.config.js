const suite = require("../../support/jest/suite.js");

/** Tests of the image of pipeline steps and its sample with the SDK of Kubeflow Pipelines: `npm run test:pipelines`. */
module.exports = suite("__tests__/real/pipelines", {
  globalSetup: "<rootDir>/__tests__/real/pipelines/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  // The longest that jest allows: no test depends on the speed of the machine.
  testTimeout: 2 ** 31 - 1,
});
