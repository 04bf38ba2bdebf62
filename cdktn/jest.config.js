// Applies to processes that tests start. The setup file applies to the tests themselves.
require("../__tests__/support/jest/plain-output.js");

/**
 * The same sources on CDKTF's successor: `npm run test:cdktn`.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: "..",
  testEnvironment: "node",
  testMatch: ["<rootDir>/cdktn/*.test.ts"],
  setupFiles: ["<rootDir>/__tests__/support/jest/plain-output.js"],
  transform: { "\\.ts$": "<rootDir>/__tests__/support/jest/esbuild-transformer.js" },
  reporters: ["default", "<rootDir>/__tests__/support/jest/closing-line-reporter.js"],
  verbose: true,
  cacheDirectory: "<rootDir>/.cache/jest",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.cache"],
  // Includes the first download of the packages and of Node.js.
  testTimeout: 600_000,
};
