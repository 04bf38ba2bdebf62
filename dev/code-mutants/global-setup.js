const { mkdirSync } = require("node:fs");
const { join } = require("node:path");
const { createTemporaryFolder } = require("../../__tests__/support/jest/temporary-folder.js");

/**
 * Folders of one change. Nothing that is emitted depends on the changed files, so the reference plans are those of all changes
 * (`REFERENCE_PLANS`); results that follow from a change are not shared with another one.
 */
module.exports = () => {
  createTemporaryFolder();
  for (const name of ["CHANGED_PLANS", "SHARED_RESULTS", "FAILING_CHECKS"]) {
    process.env[name] = join(process.env.TMPDIR, name);
    mkdirSync(process.env[name]);
  }
};
