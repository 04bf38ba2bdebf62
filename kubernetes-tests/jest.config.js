const suite = require("../__tests__/support/jest/suite.js");

/** Tests with a Kubernetes control plane: `npm run test:kubernetes`. */
module.exports = async () => {
  await import("../__tests__/support/jest/load-typescript.mjs");
  const { missingFor } = require("./harness/terraform-providers.ts");
  // Not skipped in the file: a file whose tests are all skipped passes.
  const ignored = missingFor(process.env).length > 0 ? ["/(applied|repaired)-by-terraform\\.test\\.ts$"] : [];
  return suite("kubernetes-tests", {
    globalSetup: "<rootDir>/kubernetes-tests/harness/global-setup.ts",
    globalTeardown: "<rootDir>/kubernetes-tests/harness/global-teardown.ts",
    testPathIgnorePatterns: ["/node_modules/", ...ignored],
    // Each test file starts a control plane of its own, which needs a core.
    maxWorkers: 2,
    testTimeout: 180_000,
  });
};
