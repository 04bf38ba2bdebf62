const suite = require("../../support/jest/suite.js");

/** Tests with a Kubernetes control plane: `npm run test:kubernetes`. */
module.exports = async () => {
  await import("../../support/jest/load-typescript.mjs");
  const { missingFor } = require("./harness/terraform-providers.ts");
  // Not skipped in the file: a file whose tests are all skipped passes.
  const ignored =
    missingFor(process.env).length > 0 ? ["/(applied|repaired|upgraded)-by-terraform\\.test\\.ts$"] : [];
  return suite("__tests__/real/kubernetes", {
    globalSetup: "<rootDir>/__tests__/real/kubernetes/harness/global-setup.ts",
    globalTeardown: "<rootDir>/__tests__/real/kubernetes/harness/global-teardown.ts",
    testPathIgnorePatterns: ["/node_modules/", ...ignored],
    // Each test file starts a control plane of its own, which needs a core.
    maxWorkers: 2,
    testTimeout: 180_000,
  });
};
