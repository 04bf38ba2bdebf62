// The tests that start processes, repeat their work over generated input or synthesize dozens of plans, and whole the long matrices of
// which `npm test` runs a sample.
const { DEFAULT_SEED } = require("./support/jest/generated-input.js");

// Whole matrices run where the seed is set.
process.env.TEST_SEED ??= String(DEFAULT_SEED);

/** @type {import("jest").Config} */
module.exports = {
  ...require("../jest.config.js"),
  rootDir: "..",
  testMatch: [
    "<rootDir>/__tests__/!(real)/**/*.{slow,exhaustive}.test.ts",
    "<rootDir>/__tests__/*.{slow,exhaustive}.test.ts",
  ],
};
