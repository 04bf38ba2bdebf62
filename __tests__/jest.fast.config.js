// The jest tests of `npm test`: all but those that `npm run test:exhaustive` runs alone, and a sample of long matrices.

/** @type {import("jest").Config} */
module.exports = {
  ...require("../jest.config.js"),
  rootDir: "..",
  testPathIgnorePatterns: ["\\.slow\\.test\\.ts$"],
};
