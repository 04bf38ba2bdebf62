const config = require("../../__tests__/jest.fast.config.js");

/** The tests of one change of code, in the order of the command line, in one process that ends with it. */
module.exports = {
  ...config,
  rootDir: "../..",
  reporters: ["<rootDir>/dev/code-mutants/reporter.js"],
  testSequencer: "<rootDir>/dev/code-mutants/given-order.js",
  globalSetup: "<rootDir>/dev/code-mutants/global-setup.js",
  maxWorkers: 1,
};
