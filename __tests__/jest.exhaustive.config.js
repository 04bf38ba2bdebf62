// The tests that start processes, repeat their work over generated input or synthesize dozens of plans, and whole the long matrices of
// which `npm test` runs a sample. Where TEST_SEED is set, as in `.ci/full`, complete ones run.
process.env.TEST_MATRICES ??= "covering";

/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: [
    "<rootDir>/__tests__/!(real)/**/*.{slow,exhaustive}.test.ts",
    "<rootDir>/__tests__/*.{slow,exhaustive}.test.ts",
  ],
};
