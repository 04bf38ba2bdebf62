// The tests that start processes, repeat their work over generated input, synthesize dozens of plans or take more than about three seconds of
// CPU time. Where TEST_SEED is set, as in `.ci/full`, long matrices run whole.

/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["<rootDir>/__tests__/!(real)/**/*.slow.test.ts", "<rootDir>/__tests__/*.slow.test.ts"],
};
