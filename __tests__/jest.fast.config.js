// The jest tests of `npm test`: all but those that `npm run test:exhaustive` runs alone, and a sample of long matrices. The gate sets
// GATE: it runs both suites, and no matrix twice.
const others = process.env.GATE === undefined ? "slow" : "slow|exhaustive";

/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testPathIgnorePatterns: [`\\.(${others})\\.test\\.ts$`],
};
