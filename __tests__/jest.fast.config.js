// The jest tests of `npm test`: all but those that `npm run test:exhaustive` runs alone, and a sample of long matrices. The gate sets
// GATE: it runs both suites, and no matrix twice.
const others = process.env.GATE === undefined ? "slow" : "slow|exhaustive";

const config = require("./jest.config.js");

/** @type {import("jest").Config} */
module.exports = {
  ...config,
  reporters: [...config.reporters, "<rootDir>/__tests__/support/jest/failing-checks-reporter.js"],
  testPathIgnorePatterns: [`\\.(${others})\\.test\\.ts$`],
};
