// For processes that tests start; the setup file is for the tests themselves.
require("./__tests__/support/plain-output.js");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  setupFiles: ["<rootDir>/__tests__/support/plain-output.js"],
  transform: { "\\.ts$": "<rootDir>/__tests__/support/esbuild-transformer.js" },
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/setup.ts"],
  reporters: ["default", "<rootDir>/__tests__/support/closing-line-reporter.js"],
  cacheDirectory: "<rootDir>/.cache/jest",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.cache"],
};
