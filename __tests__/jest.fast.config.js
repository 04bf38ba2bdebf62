// Without the tests that start processes, or repeat their work over generated input or long matrices.

/** @type {import("jest").Config} */
module.exports = {
  ...require("../jest.config.js"),
  rootDir: "..",
  testPathIgnorePatterns: ["\\.(slow|exhaustive)\\.test\\.ts$"],
};
