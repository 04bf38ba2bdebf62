// Applies to processes that tests start. The setup file applies to the tests themselves.
require("../__tests__/support/jest/plain-output.js");

/**
 * Tests with a Kubernetes control plane: `npm run test:kubernetes`.
 *
 * @type {import("jest").Config}
 */
const config = {
  rootDir: "..",
  testEnvironment: "node",
  testMatch: ["<rootDir>/kubernetes-tests/*.test.ts"],
  setupFiles: [
    "<rootDir>/__tests__/support/jest/plain-output.js",
    "<rootDir>/__tests__/support/jest/no-checkpoint.js",
    "<rootDir>/__tests__/support/jest/generated-input.js",
  ],
  transform: { "\\.ts$": "<rootDir>/__tests__/support/jest/esbuild-transformer.js" },
  globalSetup: "<rootDir>/kubernetes-tests/harness/global-setup.ts",
  globalTeardown: "<rootDir>/kubernetes-tests/harness/global-teardown.ts",
  reporters: ["default", "<rootDir>/__tests__/support/jest/closing-line-reporter.js"],
  verbose: true,
  cacheDirectory: "<rootDir>/.cache/jest",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.cache"],
  // Each test file starts a control plane of its own, which needs a core.
  maxWorkers: 2,
  testTimeout: 180_000,
};

module.exports = async () => {
  await import("../__tests__/support/jest/load-typescript.mjs");
  const { missingFor } = require("./harness/terraform-providers.ts");
  // Not skipped in the file: a file whose tests are all skipped passes.
  const ignored = missingFor(process.env).length > 0 ? ["/(applied|repaired)-by-terraform\\.test\\.ts$"] : [];
  return { ...config, testPathIgnorePatterns: ["/node_modules/", ...ignored] };
};
