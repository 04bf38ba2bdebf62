const suite = require("../../support/jest/suite.js");

/** Tests of MLflow with its start script, PostgreSQL and a local S3: `npm run test:mlflow`. */
module.exports = suite("__tests__/real/mlflow", {
  globalSetup: "<rootDir>/__tests__/real/mlflow/harness/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/jest/global-teardown.js",
  testTimeout: 300_000,
});
