// Applies to processes that tests start. The setup file applies to the tests themselves.
require("./plain-output.js");

const support = "<rootDir>/__tests__/support/jest";

/**
 * Settings of a suite that has a folder and a command of its own, and needs programs besides Node.js.
 *
 * @param {string} folder
 * @param {import("jest").Config} own
 * @returns {import("jest").Config}
 */
module.exports = (folder, own) => ({
  rootDir: "../../..",
  testEnvironment: "node",
  testMatch: [`<rootDir>/${folder}/*.test.ts`],
  setupFiles: [`${support}/plain-output.js`, `${support}/no-checkpoint.js`, `${support}/generated-input.js`],
  transform: { "\\.ts$": `${support}/esbuild-transformer.js` },
  reporters: ["default", `${support}/closing-line-reporter.js`],
  verbose: true,
  cacheDirectory: "<rootDir>/.cache/jest",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.cache"],
  ...own,
});
