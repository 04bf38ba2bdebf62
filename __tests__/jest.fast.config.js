// The jest tests of `npm test`: all but the slow ones, which `npm run test:exhaustive` runs.
const v8 = require("node:v8");

const config = require("./jest.config.js");

// For the threads, which start later. A test uses up to 0.4 GB; without a limit, V8 keeps more garbage than that.
v8.setFlagsFromString("--max-old-space-size=900");

/** @type {import("jest").Config} */
module.exports = {
  ...config,
  reporters: [...config.reporters, "<rootDir>/__tests__/support/jest/failing-checks-reporter.js"],
  testPathIgnorePatterns: ["\\.slow\\.test\\.ts$"],
};
